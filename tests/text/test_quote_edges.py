"""Which words that change a quote are found just outside of it, by the fingerprint of its text alone."""

from isnad.text import evidence, quote_edges
from isnad.text.languages import Language
from isnad.text.quote_edges import Name, Names

from tests.cases import for_all

AR, FR = Language.AR, Language.FR


def missing(language: Language, text: str, names: Names = quote_edges.NO_NAMES) -> tuple[str, str]:
    """Return what is missing before and after the quote that stands between two bars in a text."""
    before, quote, _ = text.split("|")
    words = tuple(evidence.words(quote))
    hashes = evidence.shingles(text.replace("|", " "))
    found = quote_edges.missing(words, hashes, len(evidence.words(before)), language, names)
    return " ".join(found[0]), " ".join(found[1])


CUT = [
    # negations, doubt and denial
    (AR, "ويمثل هذا التعاون مرحلة جديدة، إذ لا |يقتصر فقط على تبادل المعلومات| بين البلدين", "لا", ""),
    (AR, "وأكد المصدر أن السلطات لم |تسجل أي محاولة عبور جماعي| خلال الصيف", "لم", ""),
    (AR, "وقال إن المغرب لن |يقبل بدور الدركي في المنطقة| كلها", "لن", ""),
    (AR, "وأوضح أن الأمر ليس |مجرد عملية أمنية محدودة في الزمان| والمكان", "ليس", ""),
    (AR, "نجح العشرات في العبور دون |أن ترصدهم دوريات خفر السواحل| تلك الليلة", "دون", ""),
    (AR, "وقد نفى أن |تكون السلطات قد استعملت القوة| ضد المهاجرين", "وقد نفى أن", ""),
    (FR, "Selon lui, les autorités n’ont pas |reconduit à la frontière des mineurs| isolés", "pas", ""),
    (FR, "La délégation dément que |des agents aient refoulé des migrants| ce jour-là", "dément que", ""),
    (FR, "Ils ont passé la clôture sans |être vus par les gardes en poste| cette nuit", "sans", ""),
    (FR, "Dans ce rapport les autorités marocaines |ne reconnaissent aucun décès cette année| encore", "", ""),
    (FR, "Le parquet indique que |les gardes de la frontière nord| n’ont ouvert le feu qu’une fois", "", "n'ont"),
    # modals
    (AR, "لكن في المقابل، قد |يؤدي ذلك إلى إجبار المهربين على البحث| عن مسارات", "قد", ""),
    (AR, "ومن المحتمل أن |ترتفع أعداد الوافدين في الأشهر المقبلة| بحسب المصدر", "المحتمل أن", ""),
    (AR, "وحسب المتحدث يمكن أن |تصل القوارب إلى جزر الكناري في| أربعة أيام", "يمكن أن", ""),
    (AR, "وأضاف أن هذا الوضع ربما |يدفع الشباب إلى ركوب البحر من| جديد", "ربما", ""),
    (FR, "Cette politique pourrait |pousser les passeurs vers de nouveaux itinéraires| plus longs", "pourrait", ""),
    (FR, "D’après l’association, la marine aurait |secouru plusieurs embarcations au large de| Dakhla", "aurait", ""),
    (FR, "Il est peut-être |le premier à franchir la barrière à| la nage", "peut-être", ""),
    (FR, "Des dizaines de jeunes ont tenté de |franchir la clôture qui sépare Fnideq de| Ceuta", "tenté de", ""),
    (AR, "وكان العشرات يحاولون |عبور السياج الحدودي المحيط بمدينة سبتة| فجرا", "يحاولون", ""),
    # hedges before a number
    (AR, "وذكر البلاغ أن أكثر من |300 مهاجر وصلوا إلى الشاطئ| سباحة", "أكثر من", ""),
    (AR, "وذكر البلاغ أن اكثر من |300 مهاجر وصلوا إلى الشاطئ| سباحة", "اكثر من", ""),
    (AR, "وذكر البلاغ أن عددهم ليس أكثر من |300 مهاجر وصلوا إلى الشاطئ| سباحة", "ليس أكثر من", ""),
    (AR, "وقدر العدد بحوالي |300 مهاجر وصلوا إلى الشاطئ| سباحة", "بحوالي", ""),
    (AR, "وضبطت المصالح ما لا يقل عن |45 قاربا مطاطيا خلال عملية| واحدة", "لا يقل عن", ""),
    (AR, "إذ بلغ ما يناهز |ألف مهاجر من جنوب الصحراء| بالمدينة", "يناهز", ""),
    (FR, "Environ |300 migrants ont gagné la plage de| Tarajal", "Environ", ""),
    (FR, "Ce jour-là plus de |300 migrants ont gagné la plage de| Tarajal", "plus de", ""),
    (FR, "Ce jour-là plus |de 300 migrants ont gagné la plage| de Tarajal", "plus", ""),
    (FR, "Les gardes ont arrêté près de |deux cents personnes en une seule nuit| d’été", "près de", ""),
    (FR, "Il s’agirait, selon lui, d’environ |quarante mineurs hébergés dans un centre de| la ville", "d'environ", ""),
    (FR, "Le nombre des départs avoisine les |1 200 personnes par mois sur cette| route", "avoisine les", ""),
    (FR, "Ils étaient pas moins de |45 015 à vouloir gagner l’Europe par| la mer", "pas moins de", ""),
    # hedges after a number
    (AR, "وقد |وصل إلى الشاطئ 300 شخص| تقريبا في ليلة واحدة", "وقد", "تقريبا"),
    (AR, "كما |وصل إلى الشاطئ 300 شخص| على الأقل في ليلة", "", "على الأقل"),
    (AR, "كما |وصل إلى الشاطئ 300 شخص| أو أكثر في ليلة", "", "أو أكثر"),
    (FR, "Ce sont |au total 300 personnes| environ qui sont parties", "", "environ"),
    (FR, "Ce sont |au total 300 personnes| au moins qui sont parties", "", "au moins"),
    (FR, "Ce sont |au total 300 personnes| ou plus qui sont parties", "", "ou plus"),
    # parts of numbers
    (AR, "بعد أن |وصل عددهم إلى 40 ألفا و |589 محاولة في السنة", "", "589"),
    (AR, "بعد أن |وصل عددهم إلى 40 ألفا| و589 محاولة في السنة", "", "و589"),
    (AR, "بعد أن |وصل عددهم إلى 40 |ألفا و589 محاولة في السنة", "", "ألفا و589"),
    (AR, "بعد أن |وصل عددهم إلى مليون| ونصف المليون هذه السنة", "", "ونصف المليون"),
    (AR, "حيث تم ضبط |ألفا و589 محاولة للهجرة غير النظامية| هذه السنة", "", ""),
    (AR, "حيث تم ضبط 40 |ألفا و589 محاولة للهجرة غير النظامية| هذه السنة", "40", ""),
    (AR, "ضبط عشرين |ألفا من المهاجرين غير النظاميين هذه| السنة", "عشرين", ""),
    (AR, "وأن النسبة |بلغت هذه السنة 58| في المائة من المجموع", "", "في المائة"),
    (FR, "On a compté 14. |406 migrants secourus en mer cette| année", "14", ""),
    (FR, "On a |compté au total 14.| 406 migrants cette année", "", "406"),
    (AR, "ضبط ستا |وثلاثين حالة للهجرة غير النظامية هذه| السنة", "ستا", ""),
    (FR, "Il y a eu septante |mille tentatives de passage vers Ceuta| en tout", "septante", ""),
    (FR, "Il y a eu deux |mille tentatives de passage vers Ceuta| en tout", "deux", ""),
    (FR, "Il y a eu |en tout dans la région trois| millions et demi de départs", "", "millions et demi"),
    (FR, "Entre 300 et |400 migrants ont gagné la plage de| Tarajal", "Entre 300 et", ""),
    (FR, "De 300 |à 400 migrants ont gagné la plage de| Tarajal", "", ""),
    (FR, "Le taux |a été cette année de 58| pour cent en tout", "", "pour cent"),
    # shares
    (AR, "وأضافت الوزارة أن 58% من |المهاجرين غير النظاميين ينحدرون من غرب| إفريقيا", "58% من", ""),
    (AR, "وأضافت الوزارة أن معظم |المهاجرين غير النظاميين ينحدرون من غرب| إفريقيا", "معظم", ""),
    (FR, "Plus de la moitié des |migrants interceptés viennent d’Afrique| selon lui", "Plus de la moitié des", ""),
    (FR, "Quelque 12 % des |migrants interceptés viennent d’Afrique de l’Ouest| selon lui", "Quelque 12% des", ""),
    # exceptions and restrictions
    (AR, "حيث تم |ترحيل جميع المهاجرين الموقوفين| باستثناء القاصرين منهم", "", "باستثناء"),
    (AR, "وأشارت إلى أن |أغلب المهاجرين غير النظاميين| الذين تم ضبطهم من الغرب", "", "الذين"),
    (AR, "وأشارت إلى أن |عددا كبيرا من المهاجرين| غير النظاميين عادوا", "", "غير"),
    (FR, "On a |renvoyé tous les migrants interceptés| sauf les mineurs isolés", "", "sauf"),
    # a sentence that ends without a word that runs can know: refused in vain, and mended by the longer quote
    (FR, "Ils n’en avaient pas. |Rabat annonce une nouvelle loi sur| l’asile", "pas", ""),
]  # fmt: skip
# Cuts that a person would make in ordinary sentences; nothing beside them changes them.
ORDINARY = {
    FR: """
Rabat, 12 mars. |La Marine royale a porté assistance à 62 personnes| au large de Boujdour, selon une source militaire.
Selon la même source, |les rescapés ont reçu les premiers soins à bord| avant d’être conduits au port.
Le ministère a précisé que |78 685 tentatives ont été déjouées en 2024| par les forces de l’ordre.
Il n’y a pas eu de blessés. |Les personnes interpellées ont été remises à la police| pour les besoins de l’enquête.
Le rapport note que |le nombre des départs a reculé de moitié| par rapport à l’année précédente.
Au cours de la même période, |les services compétents ont démantelé 210 réseaux| actifs dans le nord.
D’après le bilan annuel, |18 645 candidats à la migration ont été secourus| en mer.
« |Le Maroc ne sera pas le gendarme de l’Europe| », a déclaré le ministre.
Dans un communiqué, |la Délégation du gouvernement à Ceuta a annoncé| le renforcement du dispositif.
Les deux pays ont convenu |de multiplier les patrouilles conjointes sur le littoral| atlantique.
Une enquête a été ouverte |sous la supervision du parquet compétent à Nador| afin d’identifier les complices.
Le HCR rappelle que |les demandeurs d’asile ont accès aux soins| dans les centres publics.
Près de la côte, |les secours ont retrouvé une embarcation à la dérive| avec des femmes à bord.
Parmi eux, |dix-sept femmes et quatre enfants en bas âge| ont été pris en charge.
Le tribunal de Tétouan a condamné |quatre prévenus à des peines de prison ferme| pour trafic d’êtres humains.
Les migrants, originaires d’Afrique subsaharienne, |tentaient de rejoindre l’archipel des Canaries| depuis Tan-Tan.
En 2023, |les autorités avaient mis en échec 75 184 tentatives| selon le même document.
Le ministre a rappelé |la politique migratoire humaniste voulue par le Souverain| depuis 2013.
L’OIM a aidé |2 457 personnes à regagner leur pays d’origine| l’an passé.
La route atlantique reste |la plus meurtrière au monde selon plusieurs associations| de défense des migrants.
Les gardes civils ont intercepté |une cinquantaine de nageurs près de la digue| du Tarajal.
Le bilan, |rendu public mardi par la Direction générale| de la Sûreté nationale, fait état de trois morts.
Cet accord, signé à Madrid, |prévoit l’échange d’informations en temps réel| entre les deux polices.
Il ajoute que |ces réseaux exploitent la vulnérabilité des jeunes| et leur promettent l’Europe.
Après plusieurs heures de recherche, |la vedette a pu localiser les naufragés| au sud de Dakhla.
Sur les 124 dossiers traités, |quatre-vingts ont donné lieu à des poursuites| judiciaires.
Une réunion s’est tenue à Rabat |entre les responsables des deux ministères de l’Intérieur| mercredi.
Les observateurs estiment que |la pression migratoire se déplace vers le sud| du pays.
La Fondation a présenté |son étude sur l’intégration des étrangers régularisés| à Casablanca.
Les forces auxiliaires ont repoussé |un assaut mené par des centaines de personnes| à l’aube.
Le porte-parole du gouvernement a souligné |l’engagement constant du Royaume en matière de sécurité| régionale.
Ils sont arrivés sains et saufs. |Une cellule psychologique a été mise en place| pour les enfants.
Un an plus tard, |les mêmes associations dressent un constat sévère| sur l’accès aux droits.
Au total, |14 opérations ont visé la clôture de Melilla| cette année-là.
À Nador, |la gendarmerie a saisi des moteurs et des gilets| dans un entrepôt.
Le document souligne |la hausse des retours volontaires par avion| en 2024.
La plupart viennent du Mali et de Guinée. |Leur moyenne d’âge est de vingt-six ans| selon l’enquête.
Le fonds européen financera |l’achat de radars et de véhicules tout-terrain| pour les garde-côtes.
La Commission salue |une coopération exemplaire avec les autorités marocaines| sur ce dossier.
Le député a demandé |quelles mesures le gouvernement compte prendre| pour protéger les mineurs.
Cela représente |une hausse sensible par rapport à l’été précédent| dans cette région.
Les corps de deux jeunes |ont été repêchés vendredi matin à Belyounech| par des pêcheurs.
La préfecture a ouvert |un centre d’accueil provisoire dans l’ancienne école| du quartier.
Le chef du réseau, |un ressortissant marocain âgé de 38 ans| a été arrêté à Larache.
Les autorités espagnoles ont rendu hommage |au travail des forces de sécurité marocaines| dans le détroit.
Pour la première fois, |un rapport officiel détaille les nationalités des migrants| secourus.
Le collectif déplore |l’absence de voies légales de migration vers l’Europe| depuis vingt ans.
Le plan comporte |un volet social destiné aux familles des disparus| et un fonds d’aide.
Vers minuit, |une quarantaine de jeunes se sont jetés à l’eau| depuis la plage.
Le texte sera soumis |au Conseil de gouvernement dans les prochaines semaines| selon nos informations.
""",
    AR: """
الرباط. |قدمت البحرية الملكية المساعدة لفائدة 62 مرشحا للهجرة| بسواحل بوجدور.
وأوضح البلاغ أن |المصالح الأمنية أوقفت 14 شخصا بمدينة الناظور| في إطار البحث.
وأفادت الوزارة بأن |السلطات أحبطت 78,685 محاولة للهجرة غير النظامية| خلال سنة 2024.
وتم خلال السنة نفسها |تفكيك 332 شبكة إجرامية تنشط في تهريب المهاجرين| عبر التراب الوطني.
وبحسب المصدر ذاته، |تلقى المهاجرون الإسعافات الأولية على متن الوحدة البحرية| قبل نقلهم إلى الميناء.
وشدد الوزير على |ضرورة اعتماد مقاربة شمولية ومندمجة لقضايا الهجرة| واللجوء.
وقال المتحدث: |المغرب لا يقبل بدور الدركي في المنطقة| المتوسطية.
وفي سياق متصل، |أعلنت السلطات الإسبانية تعزيز المراقبة بسبتة المحتلة| طيلة الصيف.
كما عرفت السنة |عودة طوعية لفائدة 6135 مهاجرا إلى بلدانهم الأصلية| في ظروف جيدة.
وجرى وضع المشتبه فيهم |تحت تدبير الحراسة النظرية رهن إشارة البحث القضائي| الذي تشرف عليه النيابة العامة.
وتعد هذه العملية |الثالثة من نوعها خلال أسبوع واحد بسواحل طانطان| والداخلة.
ودعا المشاركون إلى |تسهيل ولوج المهاجرين إلى الخدمات الصحية والتعليم| بالمملكة.
وينحدر أغلب الموقوفين |من بلدان إفريقيا جنوب الصحراء وخاصة من السنغال| ومالي.
وكشفت الأرقام الرسمية |انخفاضا ملحوظا في عدد الوافدين على جزر الكناري| منذ مطلع السنة.
وتابع المصدر أن |القارب انقلب على بعد أميال من شاطئ الجديدة| ليلة الأحد.
وأشار التقرير إلى |ارتفاع عدد الضحايا على المسار الأطلسي خلال 2024| مقارنة بالسنوات الماضية.
واتفق الطرفان على |إحداث لجنة مشتركة لتتبع تنفيذ بنود الاتفاق| الثنائي.
وحجزت عناصر الدرك |ثلاثة قوارب مطاطية ومحركين وكمية من البنزين| بضواحي العرائش.
وأكدت الجمعية أن |القاصرين غير المصحوبين يعيشون ظروفا صعبة بالمدينة| منذ أشهر.
من جهتها، |ثمنت المفوضية الأوروبية تعاون المغرب في هذا المجال| واصفة إياه بالنموذجي.
وقضت المحكمة الابتدائية بتطوان |بإدانة أربعة متهمين بالسجن النافذ لمدة سنتين| في الملف ذاته.
وأبرز المسؤول ذاته |أن الاستراتيجية الوطنية مكنت من تسوية وضعية آلاف المهاجرين| منذ 2013.
ووصل إلى المدينة |عشرات الشباب قادمين من مختلف جهات المملكة| عبر الحافلات.
ولم تسجل أي إصابات. |وقامت عناصر الوقاية المدنية بنقل المصابين إلى المستشفى| الإقليمي.
ويهدف هذا البرنامج إلى |إدماج المهاجرين في سوق الشغل وتكوينهم مهنيا| بشراكة مع الاتحاد الأوروبي.
وخلال ندوة صحفية، |قدم الناطق الرسمي باسم الحكومة حصيلة التدخلات| الأخيرة.
وتنتمي الشبكات المفككة |إلى مدن الشمال وتنشط في تزوير وثائق السفر| والنقل السري.
وقد |تمكنت المصالح الأمنية من توقيف زعيم الشبكة بمدينة الفنيدق| صباح أمس.
واستنادا إلى الوثيقة، |بلغ عدد المستفيدين من العودة الطوعية 2401 شخصا| في ستة أشهر.
وسلمت السلطات الموقوفين |إلى مصالح الشرطة القضائية من أجل تعميق البحث| معهم.
وأوصى التقرير |بمراجعة القانون المتعلق بدخول وإقامة الأجانب بالمغرب| في أقرب الآجال.
واعتبر الباحث أن |سياسة الهجرة تحتاج إلى تقييم مستقل ودوري| من البرلمان.
وعاينت الجريدة |وصول عدد كبير من العائلات إلى الشريط الحدودي| عشية العطلة.
وكانت المصالح نفسها |قد أوقفت في وقت سابق ستة أشخاص بوجدة| للاشتباه في تورطهم.
وتمت العملية |بتنسيق مع المديرية العامة لمراقبة التراب الوطني| صباح الثلاثاء.
وأضاف المتحدث ذاته أنه |تم تخصيص اعتمادات مهمة لحماية الحدود الشمالية| للمملكة.
وعلى الصعيد الإقليمي، |احتضنت طنجة لقاء حول حكامة الهجرة بإفريقيا| بحضور خبراء.
ونقلت وكالة الأنباء الإسبانية |أن الحرس المدني أنقذ عددا من السباحين| قبالة سواحل سبتة.
وارتفع العدد الإجمالي |إلى أعلى مستوى له منذ بداية تسجيل البيانات| قبل عقد.
وطالبت المنظمة |بفتح تحقيق نزيه في ظروف وفاة المهاجرين| على السياج.
ويشمل الاتفاق |تمويل مشاريع تنموية في الأقاليم المصدرة للهجرة| لمدة خمس سنوات.
وتوزعت الحالات |بين النساء والأطفال والرجال المنحدرين من دول الساحل| والقرن الإفريقي.
وجاء في الرسالة أن |الأسر تنتظر منذ شهور معرفة مصير أبنائها| المفقودين.
وبعد ساعات من البحث |عثر الصيادون على القارب تائها في عرض البحر| قرب آسفي.
ولفتت إلى |أهمية التعاون جنوب جنوب في تدبير ظاهرة الهجرة| بالقارة.
ونوه السفير |بالعلاقات المتميزة التي تجمع البلدين في المجال الأمني| والقضائي.
وفي المقابل، |ينتقد حقوقيون طريقة ترحيل المهاجرين نحو مدن الجنوب| والداخل.
وترأس العامل |اجتماعا موسعا خصص لتدارس وضعية المهاجرين بالإقليم| حضره ممثلو المجتمع المدني.
ولا تزال |عمليات البحث عن المفقودين متواصلة بسواحل أكادير| لليوم الثالث.
وحسب معطيات حصلت عليها الجريدة، |انطلق القارب من شاطئ مهدية وعلى متنه شباب| من القنيطرة.
""",
}
# Those of them that are refused in vain; the quote with these words is the mend.
IN_VAIN = {"وقد": AR}


@for_all("language, text, before, after", CUT)
def test_what_changes_a_quote_is_found_beside_it(language: Language, text: str, before: str, after: str) -> None:
    assert missing(language, text) == (before, after)


@for_all(
    "language, text", [(language, text) for language, rows in ORDINARY.items() for text in rows.strip().split("\n")]
)
def test_an_ordinary_quote_is_not_refused(language: Language, text: str) -> None:
    found = missing(language, text)
    assert found == ("", "") or found[0] in IN_VAIN


MINISTRY = Name(frozenset(("وزارة", "ووزارة", "لوزارة")), ("الداخلية",))
KINGDOM, MOROCCO = Name(frozenset(("المملكة",)), ()), Name(frozenset(("المملكة", "بالمملكة")), ("المغربية",))
CEUTA = Name(frozenset(("Ceuta", "d'Ceuta")), ("et", "Melilla"))


@for_all(
    "language, text, before, after",
    [
        (AR, "وقالت وزارة |الداخلية إن 300 مهاجر عادوا| هذا العام", "وزارة", ""),
        (AR, "وبحسب ما |ورد في بلاغ لوزارة| الداخلية هذا العام", "", "الداخلية"),
        (AR, "وبحسب ما |ورد في بلاغ لوزارة| الصحة هذا العام", "", ""),
        (AR, "وأكدت أن |موقف المملكة ثابت وأن المملكة| المغربية دولة عبور", "", ""),
        (FR, "Ils ont |tenté de rejoindre Ceuta| et Melilla à la nage", "", "et Melilla"),
        (FR, "Ils ont |tenté de rejoindre Ceuta et| Melilla à la nage", "", "Melilla"),
        (FR, "Ils ont rejoint Ceuta |et Melilla à la nage| hier", "Ceuta", ""),
        (FR, "Ils ont |tenté de rejoindre Ceuta| et Tétouan à la nage", "", ""),
        (FR, "Melilla |est la première ville où| ils arrivent", "", ""),
    ],
)
def test_a_name_is_not_cut_in_two(language: Language, text: str, before: str, after: str) -> None:
    assert missing(language, text, Names([[MINISTRY], [KINGDOM, MOROCCO], [CEUTA]])) == (before, after)


@for_all("language, text", [(language, text) for language, text, before, after in CUT if before or after])
def test_the_quote_with_what_was_missing_is_whole(language: Language, text: str) -> None:
    before, quote, after = text.split("|")
    first, last = (len(evidence.words(part)) for part in missing(language, text))
    kept = evidence.words(before)
    further = evidence.words(after)
    start = " ".join(kept[: len(kept) - first])
    whole = " ".join([*kept[len(kept) - first :], quote, *further[:last]])
    assert missing(language, f"{start}|{whole}|{' '.join(further[last:])}") == ("", "")
