// The contrast (WCAG 2, 1.4.3) of each colour that words are written or shapes are drawn in, on the ground behind them.
(selector) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const channels = (colour, under) => {
    canvas.fillStyle = under;
    canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const linear = (channel) => (channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (rgb) => rgb.map(linear).reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0);
  const groundOf = (e) => {
    for (; e; e = e.parentElement) if (!/, 0\)$|transparent/.test(getComputedStyle(e).backgroundColor)) return getComputedStyle(e).backgroundColor;
    return "white"; // paper
  };
  return [...document.querySelectorAll(selector)].filter((e) => e.checkVisibility()).map((e) => {
    const { fill, stroke, color } = getComputedStyle(e);
    const isDrawn = e instanceof SVGElement;
    const inks = e.matches("text") ? [fill] : isDrawn ? [fill, stroke].filter((ink) => ink !== "none") : [color];
    const ground = matchMedia("print").matches ? "white" : groundOf(e);
    const ratio = (ink) => {
      const [low, high] = [ground, ink].map((each) => luminance(channels(each, ground))).sort((a, b) => a - b);
      return (high + 0.05) / (low + 0.05);
    };
    const name = `${e.parentElement.getAttribute("class") ?? ""} ${e.outerHTML.slice(0, 60)}`;
    return { name, ratio: Math.max(...inks.map(ratio)) };
  });
};
