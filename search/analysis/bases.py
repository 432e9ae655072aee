"""Base forms that no word list gives: irregular plurals, and stems of unknown words."""

from functools import lru_cache

import snowballstemmer

STEMMERS = {"da": "danish", "sv": "swedish", "en": "english"}
IRREGULAR_DANISH = """
bøger bog  børn barn  mænd mand  mødre mor  fædre far  døtre datter  brødre bror  rødder rod  fødder fod  hænder hånd
tænder tand  nætter nat  køer ko  bønder bonde  klør klo  gæs gås  øjne øje  stænger stang  tænger tang  kræfter kraft
eksaminer eksamen  søskende søskende  ænder and  stæder stad  brædder bræt  hoveder hoved  høns høne  klæder klæde
penge penge  ører øre  svin svin  forældre forælder  ældre ældre  konti konto  vira virus  centre center  teatre teater
"""
IRREGULAR_SWEDISH = """
böcker bok  händer hand  städer stad  länder land  tänder tand  nätter natt  söner son  bröder bror  mödrar mor
fäder far  döttrar dotter  män man  gäss gås  möss mus  löss lus  fötter fot  ränder rand  stränder strand  tänger tång
stänger stång  bönder bonde  ögon öga  öron öra  nötter nöt  rötter rot  änder and  vänner vän  muséer museum
museer museum  kor ko  träd träd  hjärtan hjärta  huvuden huvud  händerna hand  böckerna bok  städerna stad
fötterna fot  tänderna tand  männen man  barnen barn  verktygen verktyg  vännerna vän  nätterna natt  länderna land
"""


def _pairs(text: str) -> dict[str, str]:
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


IRREGULAR = {"da": _pairs(IRREGULAR_DANISH), "sv": _pairs(IRREGULAR_SWEDISH)}
LONGEST_IRREGULAR = 9


def regular(base: str, language: str) -> str:
    """The singular where a base form ends with an irregular plural («kogebøger» → «kogebog»), else itself."""
    irregular = IRREGULAR.get(language, {})
    for cut in range(max(0, len(base) - LONGEST_IRREGULAR), len(base) - 3):
        if (singular := irregular.get(base[cut:])) and (cut == 0 or cut > 2):
            return base[:cut] + singular
    return base


@lru_cache(maxsize=8)
def _stemmer(language: str) -> "snowballstemmer.basestemmer.BaseStemmer":
    return snowballstemmer.stemmer(STEMMERS.get(language, "danish"))


def stem(word: str, language: str) -> str:
    """The Snowball stem."""
    found: str = _stemmer(language).stemWord(word)
    return found
