"""Wrong implementations of `normalize`, as students write them."""

import string
import unicodedata

from autograder.course.misconception import misconception


@misconception(
    "apostrophe-deleted",
    fails={
        "test_slide_sentence",
        "test_elisions",
        "test_other_apostrophes",
        "test_typographic_apostrophe",
        "test_case_and_accents",
    },
    fr=(
        "Vous effacez l'apostrophe, et les deux mots se soudent : « l'erreur » devient "
        "« lerreur », que rien ne rapproche plus de « erreur ». Une élision cache deux mots ; il "
        "faut les rendre tous les deux."
    ),
    en=(
        "You delete the apostrophe, and the two words are welded together: “l'erreur” becomes "
        "“lerreur”, which nothing relates to “erreur” any more. An elision hides two words; both "
        "must be given back."
    ),
)
def normalize(tokens):
    """Remove the apostrophe from the word."""
    words = [token.lower().replace("’", "").replace("'", "") for token in tokens]
    return [word for word in words if any(c.isalnum() for c in word)]


@misconception(
    "elided-letter-left",
    fails={
        "test_slide_sentence",
        "test_elisions",
        "test_other_apostrophes",
        "test_typographic_apostrophe",
        "test_case_and_accents",
    },
    fr=(
        "Vous coupez bien à l'apostrophe, mais laissez « l » au lieu de « le ». Le même article "
        "compterait alors pour deux mots différents, et la liste des mots vides, qui contient "
        "« le », ne le retirerait pas."
    ),
    en=(
        "You do cut at the apostrophe, but leave “l” instead of “le”. The same article would then "
        "count as two different words, and the list of stop words, which holds “le”, would not "
        "remove it."
    ),
)
def normalize(tokens):
    """Keep what stands before the apostrophe."""
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head, rest]
        elif any(character.isalnum() for character in word):
            words.append(word)
    return words


@misconception(
    "every-apostrophe-cut",
    fails={"test_other_apostrophes", "test_typographic_apostrophe"},
    fr=(
        "Vous coupez à toutes les apostrophes. « aujourd'hui » et « quelqu'un » sont des mots "
        "entiers : coupés, ils donnent des morceaux qui n'existent pas. Seules les neuf formes du "
        "contrat sont des élisions à défaire."
    ),
    en=(
        "You cut at every apostrophe. “aujourd'hui” and “quelqu'un” are whole words: cut, they "
        "give pieces that do not exist. Only the nine forms of the contract are elisions to be "
        "undone."
    ),
)
def normalize(tokens):
    """Take what stands before any apostrophe for an elision."""
    words = []
    for token in tokens:
        *heads, rest = token.lower().replace("’", "'").split("'")
        words += [head + "e" for head in heads if head]
        if any(character.isalnum() for character in rest):
            words.append(rest)
    return words


@misconception(
    "straight-elisions-only",
    fails={"test_typographic_apostrophe"},
    fr=(
        "Vous ne cherchez que l'apostrophe droite ('). Avec l'apostrophe typographique (’), celle "
        "des textes imprimés, rien ne se coupe, et un même mot peut s'écrire de deux façons dans "
        "votre vocabulaire."
    ),
    en=(
        "You only look for the straight apostrophe ('). With the typographic one (’), that of "
        "printed texts, nothing is cut, and the same word may be written in two ways in your "
        "vocabulary."
    ),
)
def normalize(tokens):
    """Forget the typographic apostrophe."""
    words = []
    for token in tokens:
        word = token.lower()
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head + "e", rest]
        elif any(character.isalnum() for character in word):
            words.append(word)
    return words


@misconception(
    "single-letter-elisions",
    fails={
        "test_elisions",
        "test_other_apostrophes",
        "test_typographic_apostrophe",
        "test_case_and_accents",
    },
    fr=(
        "Vous cherchez l'apostrophe à la deuxième place : les élisions d'une lettre sont défaites, "
        "mais « qu'il » reste entier. Le contrat a neuf formes, et l'une d'elles a deux lettres."
    ),
    en=(
        "You look for the apostrophe in second place: elisions of one letter are undone, but "
        "“qu'il” stays whole. The contract has nine forms, and one of them has two letters."
    ),
)
def normalize(tokens):
    """Look at the second character."""
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        if word[1:2] == "'" and word[0].isalpha():
            words += [word[0] + "e", word[2:]]
        elif any(character.isalnum() for character in word):
            words.append(word)
    return words


@misconception(
    "accents-removed",
    fails={"test_other_apostrophes", "test_case_and_accents"},
    fr=(
        "Vous retirez les accents. Beaucoup de recettes le conseillent, mais en français ils "
        "distinguent des mots : « a » et « à », « ou » et « où », « pêche » et « péché ». Le "
        "contrat ne demande que les minuscules."
    ),
    en=(
        "You remove the accents. Many recipes advise it, but in French they tell words apart: “a” "
        "and “à”, “ou” and “où”, “pêche” and “péché”. The contract only asks for lower case."
    ),
)
def normalize(tokens):
    """Decompose the letters and drop their marks."""
    words = []
    for token in tokens:
        word = unicodedata.normalize("NFD", token.lower().replace("’", "'"))
        word = "".join(c for c in word if not unicodedata.combining(c))
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head + "e", rest]
        elif any(character.isalnum() for character in word):
            words.append(word)
    return words


@misconception(
    "ascii-punctuation",
    fails={"test_punctuation"},
    fr=(
        "Votre liste de signes est celle du clavier anglais : les guillemets « », les points de "
        "suspension et le tiret long n'y sont pas, et restent dans vos mots. Plutôt que d'énumérer "
        "la ponctuation, cherchez ce qui fait qu'un token est un mot."
    ),
    en=(
        "Your list of marks is that of the English keyboard: the quotes « », the ellipsis and the "
        "long dash are not in it, and stay among your words. Rather than list punctuation, look "
        "for what makes a token a word."
    ),
)
def normalize(tokens):
    """Take punctuation to be what `string` lists."""
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head + "e", rest]
        elif word not in string.punctuation:
            words.append(word)
    return words


@misconception(
    "removed-while-reading",
    fails={"test_punctuation", "test_arguments_unchanged"},
    fr=(
        "Vous retirez des éléments de la liste pendant que vous la parcourez. À chaque retrait, la "
        "suite avance d'une place et un élément échappe à la boucle : de deux signes qui se "
        "suivent, un reste. Et la liste de celui qui vous appelle est changée."
    ),
    en=(
        "You remove items from the list while you go through it. At each removal what follows "
        "moves up by one place and one item escapes the loop: of two marks in a row, one stays. "
        "And your caller's list is changed."
    ),
)
def normalize(tokens):
    """Clean the list in place first."""
    for token in tokens:
        if not any(character.isalnum() for character in token):
            tokens.remove(token)
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head + "e", rest]
        else:
            words.append(word)
    return words


@misconception(
    "inner-signs-removed",
    fails={"test_punctuation"},
    fr=(
        "Vous effacez la ponctuation à l'intérieur des tokens aussi : « peut-être » devient "
        "« peutêtre », et « 3,5 » devient « 35 », dix fois plus. Seuls les tokens qui ne sont "
        "faits que de signes s'en vont."
    ),
    en=(
        "You delete punctuation inside tokens as well: “peut-être” becomes “peutêtre”, and “3,5” "
        "becomes “35”, ten times more. Only tokens that are made of nothing but marks go."
    ),
)
def normalize(tokens):
    """Keep only the letters and digits of each word."""
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words.append(head + "e")
            word = rest
        word = "".join(c for c in word if c.isalnum() or c == "'")
        if word.replace("'", ""):
            words.append(word)
    return words


@misconception(
    "empty-words-left",
    fails={"test_slide_sentence", "test_punctuation", "test_arguments_unchanged"},
    fr=(
        "À la place de la ponctuation, vous laissez des chaînes vides. Elles ne se voient guère, "
        "mais elles comptent : dans la longueur du document, et comme un mot du vocabulaire."
    ),
    en=(
        "In place of punctuation you leave empty strings. They hardly show, but they count: in the "
        "length of the document, and as a word of the vocabulary."
    ),
)
def normalize(tokens):
    """Replace marks by nothing, but keep their place."""
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head + "e", rest]
        else:
            words.append(word if any(c.isalnum() for c in word) else "")
    return words


@misconception(
    "elisions-before-lower-case",
    fails={"test_case_and_accents"},
    fr=(
        "Vous cherchez les élisions avant de passer en minuscules : en tête de phrase, « L'école » "
        "n'est pas reconnue et reste entière. L'ordre des étapes compte ; commencez par la casse."
    ),
    en=(
        "You look for elisions before going to lower case: at the head of a sentence, “L'école” is "
        "not recognised and stays whole. The order of the steps matters; begin with the case."
    ),
)
def normalize(tokens):
    """Lower the case last."""
    words = []
    for token in tokens:
        word = token.replace("’", "'")
        head, apostrophe, rest = word.partition("'")
        if apostrophe and head in ("c", "d", "j", "l", "m", "n", "s", "t", "qu"):
            words += [head + "e", rest.lower()]
        elif any(character.isalnum() for character in word):
            words.append(word.lower())
    return words


@misconception(
    "article-only",
    fails={
        "test_elisions",
        "test_other_apostrophes",
        "test_typographic_apostrophe",
        "test_case_and_accents",
    },
    fr=(
        "Vous ne défaites que « l' », celui de l'exemple. « d' », « j' », « qu' » et les autres "
        "formes du contrat se traitent de la même façon."
    ),
    en=(
        "You only undo “l'”, that of the example. “d'”, “j'”, “qu'” and the other forms of the "
        "contract are treated in the same way."
    ),
)
def normalize(tokens):
    """Undo the elision of the slide."""
    words = []
    for token in tokens:
        word = token.lower().replace("’", "'")
        if word.startswith("l'"):
            words += ["le", word[2:]]
        elif any(character.isalnum() for character in word):
            words.append(word)
    return words


@misconception(
    "any-short-beginning",
    fails={"test_other_apostrophes"},
    fr=(
        "Vous défaites toute élision dont le début a une ou deux lettres, quelles qu'elles "
        "soient : « ch'ti » donne « che » et « ti », deux mots qui n'existent pas. La longueur ne "
        "suffit pas, il faut comparer ce début aux neuf formes du contrat."
    ),
    en=(
        "You undo every elision whose beginning has one or two letters, whatever they are: “ch'ti” "
        "gives “che”, “ti”, two words that do not exist. Length is not enough, the beginning must "
        "be compared with the nine forms of the contract."
    ),
)
def normalize(tokens):
    """Look at the length of what stands before the apostrophe."""
    words = []
    for token in tokens:
        head, sign, rest = token.lower().replace("’", "'").partition("'")
        if sign and rest and len(head) in (1, 2):
            words += [head + "e", rest]
        elif any(character.isalnum() for character in token):
            words.append(head + sign + rest)
    return words
