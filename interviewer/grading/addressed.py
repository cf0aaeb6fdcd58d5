"""Words meant for whoever grades or for a model behind the interviewer, not for the interview. Patterns only."""

import re

_MARKED = r"covered|excellent|outstanding|passed|right|one hundred percent|complete|perfect"
_SECRET = (
    r"key points|hidden facts?|rubric|system prompt|your (?:\w+ )?prompt|answer key|grading instructions|"
    r"(?:ideas|points|criteria) (?:that )?you (?:are|have|want|look)|(?:ideas|points) (?:in|on) your list"
)
_FORMS = (
    rf"\b(?:mark|rate|grade|record|score)(?:s|ing)?\b (?:[\w']+ ){{1,4}}as (?:{_MARKED})\b",
    r"\bverdicts?\b.{0,40}\b(?:covered|set|says?|full|best|pass)\b|\bbest verdict\b",
    r"\b(?:return|output|respond|reply|repeat)\b.{0,30}\bcovered\b|\bcovered (?:for )?p\d\b",
    r"\bperfect (?:score|marks?|grade)\b|"
    r"\b(?:rate|grade|praise|pass) me\b|\bmy (?:marks|grades)\b|\bwhat (?:i|have i) scored\b",
    rf"\b(?:tell|reveal\w*|print|read|show|repeat|recite|translate|output|give|know|state)\b.{{0,50}}\b(?:{_SECRET})\b",
    r"\brubric\b|\banswer key\b|\bhidden facts\b|"
    r"\byour (?:system |own )?(?:prompt|instructions)\b|\bsystem prompt\b",
    r"\b(?:override|developer|debug|evaluation) mode\b|\bjailbreak\w*\b|\bDAN\b",
    r"\byou are (?:now )?(?:a|an|my|the) (?:[\w-]+ ){0,2}(?:assistant|tutor|teacher|chatbot|ai)\b",
    r"\bfrom (?:now|here) on,? (?:you (?:are|must|will)|treat|always|obey|pretend|act|answer)\b",
    r"\[/?inst\]|</?\s*(?:system|assistant|user|instructions?)\b[^>]*>|<!--|<\||#{2,}\s*(?:instructions?|system)\b",
    r"\b(?:note|message|memo|hint|instructions?) (?:to|for|from) (?:the |any |all )?"
    r"(?:ai|llm|language model|reviewers?|developers?)\b",
    r"\bif you are (?:a|an) (?:large )?(?:language model|ai|llm|assistant|bot)\b",
    r"\b(?:this|the) candidate "
    r"(?:as (?:excellent|outstanding|passed)|must (?:receive|be|pass)|has (?:passed|answered))\b",
    r"\bpraise the candidate\b|\btell the candidate\b|"
    r"\b(?:say|state) that the candidate\b|\brecommend this (?:person|candidate)\b",
    r"\bword(?:ing)? your lines\b|\banswer to your own\b|\bexplain (?:every|each|the) solutions? (?:first|before)\b",
    r"\btreat everything i say\b|"
    r"\bhereby (?:been )?(?:said|stated?|declare\w*|answer\w*)\b|\bend of (?:the )?(?:answer|transcript)\b",
    r"\bdecode (?:this|it|the following)\b.{0,20}\b(?:follow|obey|execute|do)\b|\bcommittee has already\b",
    r"\btest by the developers\b|\bdevelopers? (?:says?|wants?|asks?|told)\b",
)
_ADDRESSED = re.compile("|".join(_FORMS), re.I)


def instructs(text: str) -> bool:
    """True when the words try to steer a grader or a model."""
    return bool(_ADDRESSED.search(text))
