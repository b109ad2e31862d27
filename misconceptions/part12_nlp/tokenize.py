"""Wrong implementations of `tokenize`, as students write them."""

import re

from autograder.course.misconception import misconception


@misconception(
    "cut-at-spaces-only",
    fails={"test_punctuation", "test_apostrophes", "test_hyphens", "test_numbers"},
    fr=(
        "Vous coupez seulement aux espaces. La phrase des diapositives s'en contente, parce qu'une "
        "espace précède son « ! » ; mais une virgule, elle, reste collée au mot qui la précède, et "
        "« chat, » devient un autre mot que « chat ». Séparez chaque signe de ponctuation."
    ),
    en=(
        "You cut at spaces only. That is enough for the sentence of the slides, because a space "
        "stands before its “!”; but a comma stays glued to the word before it, and “chat,” becomes "
        "another word than “chat”. Separate each punctuation mark."
    ),
)
def tokenize(text):
    """Cut at white space."""
    return text.split()


@misconception(
    "punctuation-lost",
    fails={
        "test_slide_sentence",
        "test_punctuation",
        "test_apostrophes",
        "test_spaces",
        "test_hyphens",
        "test_numbers",
    },
    fr=(
        "Vos mots et vos nombres sont justes, mais la ponctuation a disparu. Ici elle est un token "
        "comme un autre : c'est la normalisation, à l'exercice suivant, qui décide de la retirer. "
        "Que deviennent, chez vous, les caractères qui ne sont ni lettre, ni chiffre, ni blanc ?"
    ),
    en=(
        "Your words and numbers are right, but the punctuation has gone. Here it is a token like "
        "any other: normalisation, in the next exercise, decides to remove it. What becomes, in "
        "your code, of the characters that are neither letter, nor digit, nor white space?"
    ),
)
def tokenize(text):
    """Only look for words."""
    letter = r"[^\W_]"
    inside = rf"{letter}|['’-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*", text)


@misconception(
    "elision-cut",
    fails={"test_slide_sentence", "test_apostrophes"},
    fr=(
        "Vous coupez après l'apostrophe, en « l' » et « erreur ». D'autres outils le font, mais la "
        "diapositive garde « l'erreur » d'un seul tenant, et « aujourd'hui » n'a rien à y gagner : "
        "ici, l'élision ne se défait qu'à la normalisation."
    ),
    en=(
        "You cut after the apostrophe, into “l'” and “erreur”. Other tools do, but the slide keeps "
        "“l'erreur” in one piece, and “aujourd'hui” gains nothing by it: here elision is only "
        "undone by normalisation."
    ),
)
def tokenize(text):
    """End a word after its apostrophe."""
    letter = r"[^\W_]"
    inside = rf"{letter}|-(?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*(?:['’](?={letter}))?|\S", text)


@misconception(
    "word-characters-only",
    fails={"test_slide_sentence", "test_apostrophes", "test_hyphens", "test_numbers"},
    fr=(
        "Vos mots ne sont faits que de lettres et de chiffres : l'apostrophe coupe « l'erreur » en "
        "trois, le trait d'union coupe « peut-être », la virgule coupe « 3,5 ». Le contrat dit "
        "entre quels caractères ces signes appartiennent au token."
    ),
    en=(
        "Your words are made of letters and digits only: the apostrophe cuts “l'erreur” in three, "
        "the hyphen cuts “peut-être”, the comma cuts “3,5”. The contract says between which "
        "characters these signs belong to the token."
    ),
)
def tokenize(text):
    """Take every sign as a token of its own."""
    return re.findall(r"\w+|[^\w\s]", text)


@misconception(
    "straight-apostrophe-only",
    fails={"test_apostrophes"},
    fr=(
        "Vous ne connaissez que l'apostrophe droite ('). Les textes imprimés et les traitements de "
        "texte écrivent l'apostrophe typographique (’), un autre caractère : chez vous elle coupe "
        "les mots, et « l’erreur » donne trois tokens."
    ),
    en=(
        "You only know the straight apostrophe ('). Printed texts and word processors write the "
        "typographic one (’), another character: in your code it cuts words, and “l’erreur” gives "
        "three tokens."
    ),
)
def tokenize(text):
    """Forget the typographic apostrophe."""
    letter = r"[^\W_]"
    inside = rf"{letter}|['-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*|\S", text)


@misconception(
    "ascii-letters",
    fails={"test_letters"},
    fr=(
        "Vos lettres vont de a à z, sans accents : « forêt » se coupe en « for », « ê », « t ». "
        "L'alphabet anglais ne suffit pas au français ; Python sait quels caractères sont des "
        "lettres, quelle que soit la langue."
    ),
    en=(
        "Your letters go from a to z, without accents: “forêt” is cut into “for”, “ê”, “t”. The "
        "English alphabet is not enough for French; Python knows which characters are letters, "
        "whatever the language."
    ),
)
def tokenize(text):
    """Name the letters by their range."""
    letter = "[A-Za-z0-9]"
    inside = rf"{letter}|['’-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*|\S", text)


@misconception(
    "lower-case-too-early",
    fails={"test_slide_sentence", "test_letters"},
    fr=(
        "Vous mettez le texte en minuscules. C'est l'affaire de la normalisation : au découpage, "
        "rien n'est changé, et une majuscule peut encore servir, à reconnaître un nom propre par "
        "exemple."
    ),
    en=(
        "You turn the text into lower case. That is the business of normalisation: cutting changes "
        "nothing, and a capital may still be useful, to recognise a proper noun for instance."
    ),
)
def tokenize(text):
    """Cut the text in lower case."""
    letter = r"[^\W_]"
    inside = rf"{letter}|['’-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*|\S", text.lower())


@misconception(
    "short-words-lost",
    fails={"test_letters"},
    fr=(
        "Les mots d'une seule lettre disparaissent : votre motif en demande deux au moins, comme "
        "celui de bien des bibliothèques, pensées pour l'anglais. Or « à », « y » et « a » sont "
        "des mots français ; les retirer est un choix qui se fait plus tard."
    ),
    en=(
        "Words of a single letter disappear: your pattern asks for two at least, as that of many "
        "libraries does, made for English. But “à”, “y” and “a” are French words; removing them is "
        "a choice to be made later."
    ),
)
def tokenize(text):
    """Ask for two characters at least."""
    letter = r"[^\W_]"
    inside = rf"{letter}|['’-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})+|[^\w\s]", text)


@misconception(
    "plain-space-only",
    fails={"test_spaces"},
    fr=(
        "Pour vous, seule l'espace ordinaire est un blanc. L'espace insécable, que le français met "
        "devant « ! » et « ? », la tabulation et la fin de ligne deviennent chez vous des tokens, "
        "invisibles à l'écran."
    ),
    en=(
        "To you, only the ordinary space is white. The non-breaking space, which French puts "
        "before “!” and “?”, the tab and the new line become tokens in your code, invisible on the "
        "screen."
    ),
)
def tokenize(text):
    """Take any character but the space for a token."""
    letter = r"[^\W_]"
    inside = rf"{letter}|['’-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*|[^ ]", text)


@misconception(
    "hyphens-cut",
    fails={"test_apostrophes", "test_hyphens"},
    fr=(
        "Vous coupez au trait d'union : « peut-être » donne trois tokens, dont deux mots qui n'ont "
        "rien à voir avec le doute. Entre deux lettres ou chiffres, il appartient au mot."
    ),
    en=(
        "You cut at the hyphen: “peut-être” gives three tokens, two of them words that have "
        "nothing to do with doubt. Between two letters or digits it belongs to the word."
    ),
)
def tokenize(text):
    """Forget the hyphen."""
    letter = r"[^\W_]"
    inside = rf"{letter}|['’](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*|\S", text)


@misconception(
    "decimals-cut",
    fails={"test_numbers"},
    fr=(
        "Vos nombres décimaux sont coupés en trois : « 3,5 » devient « 3 », « , » et « 5 ». Entre "
        "deux chiffres, la virgule ou le point appartient au nombre ; après le dernier chiffre, "
        "c'est de la ponctuation."
    ),
    en=(
        "Your decimal numbers are cut in three: “3,5” becomes “3”, “,” and “5”. Between two digits "
        "the comma or the full stop belongs to the number; after the last digit it is punctuation."
    ),
)
def tokenize(text):
    """Forget the decimal comma."""
    letter = r"[^\W_]"
    return re.findall(rf"{letter}(?:{letter}|['’-](?={letter}))*|\S", text)


@misconception(
    "signs-at-the-edges",
    fails={"test_apostrophes", "test_hyphens"},
    fr=(
        "Vous comptez l'apostrophe et le trait d'union dans le mot où qu'ils soient, même au "
        "bord : un mot entre apostrophes garde ses guillemets, un tiret de dialogue reste collé au "
        "premier mot. Ces signes doivent avoir une lettre ou un chiffre de chaque côté."
    ),
    en=(
        "You count the apostrophe and the hyphen as part of the word wherever they are, even at "
        "its edge: a word between apostrophes keeps its quotes, a dash stays glued to the first "
        "word. These signs must have a letter or a digit on either side."
    ),
)
def tokenize(text):
    """Put the signs among the letters."""
    return re.findall(r"\d+(?:[.,]\d+)+|[\w'’-]+|[^\w\s]", text)


@misconception(
    "marks-in-one-token",
    fails={"test_punctuation"},
    fr=(
        "Vous réunissez les signes qui se suivent : « ?! » et « ... » sont chez vous un seul "
        "token. Le contrat demande un token par caractère, sinon chaque combinaison serait un mot "
        "de plus."
    ),
    en=(
        "You join marks that follow each other: “?!” and “...” are a single token in your code. "
        "The contract asks for one token per character, or else each combination would be one more "
        "word."
    ),
)
def tokenize(text):
    """Take marks together."""
    letter = r"[^\W_]"
    inside = rf"{letter}|['’-](?={letter})|(?<=\d)[.,](?=\d)"
    return re.findall(rf"{letter}(?:{inside})*|[^\w\s]+", text)


@misconception(
    "comma-between-letters",
    fails={"test_numbers"},
    fr=(
        "Chez vous, la virgule et le point tiennent au token comme l'apostrophe, même entre deux "
        "lettres. Il suffit d'une espace oubliée, « fin.Le », et deux phrases se soudent en un mot "
        "que personne n'a écrit. Ces deux signes n'appartiennent qu'aux nombres."
    ),
    en=(
        "In your code the comma and the full stop belong to the token as the apostrophe does, "
        "between two letters too. One forgotten space, “fin.Le”, and two sentences are welded into "
        "a word that nobody wrote. These two signs only belong to numbers."
    ),
)
def tokenize(text):
    """Treat all inner signs alike."""
    return re.findall(r"[^\W_]+(?:['’.,-][^\W_]+)*|\S", text)


@misconception(
    "one-sign-per-number",
    fails={"test_numbers"},
    fr=(
        "Vos nombres n'admettent qu'une virgule ou qu'un point : « 1.234,5 » se coupe après "
        "« 1.234 ». La règle vaut pour chaque signe placé entre deux chiffres, autant de fois "
        "qu'il s'en présente."
    ),
    en=(
        "Your numbers admit a single comma or full stop: “1.234,5” is cut after “1.234”. The rule "
        "holds for each sign that stands between two digits, however many there are."
    ),
)
def tokenize(text):
    """Look for numbers first, with one sign at most."""
    return re.findall(r"\d+[.,]\d+|[^\W_]+(?:['’-][^\W_]+)*|\S", text)


@misconception(
    "one-kind-of-sign-per-word",
    fails={"test_apostrophes"},
    fr=(
        "Vous cherchez les mots à apostrophe d'un côté, les mots à trait d'union de l'autre. Ceux "
        "qui ont les deux, comme « qu'est-ce », se cassent au second signe. Dans un même token, "
        "les deux signes peuvent se présenter dans n'importe quel ordre."
    ),
    en=(
        "You look for words with an apostrophe on the one hand, for words with a hyphen on the "
        "other. Those that have both, such as “qu'est-ce”, break at the second sign. Within one "
        "token the two signs may come in any order."
    ),
)
def tokenize(text):
    """Look for one kind of word after the other."""
    number, letter = r"\d+(?:[.,]\d+)+", r"[^\W_]"
    hyphens, elisions = rf"{letter}+(?:-{letter}+)+", rf"{letter}+(?:['’]{letter}+)*"
    return re.findall(rf"{number}|{hyphens}|{elisions}|\S", text)
