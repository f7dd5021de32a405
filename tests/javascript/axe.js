// Runs axe by its rules or their tags; returns what is wrong, a line for each element. It is not waited for.
(wanted) => {
  const lines = ({ violations }) =>
    violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}: ${rule.help}`));
  window.axeLines = axe.run(document, { runOnly: wanted, resultTypes: ["violations"], preload: false }).then(lines);
};
