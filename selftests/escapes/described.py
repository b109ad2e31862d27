"""What each attack tries, in words for an instructor and without a recipe, by class.

A pattern stands for every attack that it matches and that none before it does; the words are a row
of docs/security.md.
"""

from __future__ import annotations

from fnmatch import fnmatch

from selftests.escapes.corpus import ATTACKS

CLASSES: dict[str, dict[str, str]] = {
    "Deciding one's own mark": {
        "decision/patch-comparisons": "replaces the functions that compare numbers",
        "decision/patch-pytest": "replaces the test tool, and leaves its configuration lying about",
        "decision/patch-builtins": "replaces what Python itself offers: errors, truth, types",
        "decision/patch-random-generators": "makes random inputs alike and a right function wrong",
        "decision/patch-tracing": "installs tracing and lifts the limit of recursion",
        "decision/patch-signals": "ignores the signals that end a process",
        "decision/patch-at-exit": "leaves something to run at the end, and settings for test tools",
        "decision/patch-marks-in-outputs": "prints what looks like a mark",
        "decision/answer-equal-to-everything": "answers with an object that is equal to everything",
        "decision/answer-tensor-subclass": "answers with a tensor that decides how it is compared",
        "decision/answer-array-subclass": "answers with an array that decides how it is compared",
        "decision/answer-exit": "leaves the program as if all were well",
        "decision/answer-hard-exit": "ends the process in the middle of a test",
        "decision/answer-keyboard-interrupt": "pretends that somebody interrupted the grading",
        "decision/answer-skip-by-name": "raises what looks like a skipped test",
        "decision/answer-skip": "skips the test",
        "decision/answer-expected-failure": "declares the failure to be expected",
        "decision/answer-pass-by-name": "raises what looks like a passed test",
        "decision/answer-not-a-number": "answers NaN",
        "decision/answer-infinite": "answers infinity",
        "decision/answer-zero-for-all": "answers zero for all",
        "decision/answer-nothing": "answers nothing",
        "decision/answer-itself": "answers with a list that contains itself",
        "decision/answer-outcome": "answers with the name of the outcome",
        "decision/answer-mutated-input": "changes the input of the test",
        "decision/answer-mutated-later": "goes on changing its answer after it was given",
        "decision/answer-no-function": "puts a number where the function should be",
        "decision/answer-deleted": "deletes the library that the tests need",
    },
    "Reading tests, solutions and hidden inputs": {
        "secrets/garbage-collector": "goes through every object of the process",
        "secrets/modules": "goes through the loaded modules",
        "secrets/frames": "goes through the callers of its own code",
        "secrets/traceback": "reads the text of tracebacks",
        "secrets/arguments-and-environment": "reads command line, paths and environment variables",
        "secrets/course-files": "reads the files of the course, whose place it is told",
        "secrets/course-files-from-*": "does so from a thread, a destructor or at exit",
        "secrets/project-files": "lists solutions and tests beside the grader's own code",
        "secrets/links": "reads a solution through a link",
        "secrets/other-processes": "reads command line and environment of the grader's process",
        "secrets/path-exists": "asks whether a path exists",
        "secrets/process-exists": "asks whether a process exists",
        "secrets/inputs-printed": "prints the hidden inputs that it is given",
        "secrets/inputs-displayed": "displays them",
        "secrets/inputs-raised": "raises an error that names them",
        "secrets/inputs-warned": "warns of them",
        "secrets/inputs-logged": "logs them",
        "secrets/inputs-as-*": "hides them in what feedback may repeat: a name, a shape",
    },
    "Reaching the network and the machine": {
        "secrets/child-process": "lists the course from another program",
        "secrets/core-dump": "allows itself a core dump",
        "secrets/memory-of-another": "reads the memory of the grader's process",
        "secrets/own-process": "reads how its own process is laid out",
        "secrets/tcp": "connects by TCP, on loopback",
        "secrets/udp": "sends by UDP, on loopback",
        "secrets/abstract-socket": "connects to another process by a socket without a file",
        "secrets/fork": "starts a process",
        "secrets/program": "starts a program",
        "secrets/signal-engine": "may signal the grader's process",
        "secrets/signal-everyone": "may signal all processes",
        "secrets/write-outside": "writes into the course",
        "secrets/memory-file": "makes a file that exists in memory alone",
    },
    "Using up time and memory, or ending the grader, in a call": {
        "limits/call-loop": "loops for ever",
        "limits/call-loop-that-catches": "loops for ever and catches every interruption",
        "limits/call-loop-in-c": "loops for long inside the interpreter",
        "limits/call-regular-expression": "searches with an exponential regular expression",
        "limits/call-sleep": "sleeps for a minute",
        "limits/call-deadlock": "waits for itself",
        "limits/call-memory": "asks for a gigabyte at once",
        "limits/call-memory-in-steps": "asks for a gigabyte in steps",
        "limits/call-large-number": "computes a number of a million digits",
        "limits/call-recursion": "calls itself for ever",
        "limits/call-recursion-without-limit": "calls itself for ever, with the limit lifted",
        "limits/call-segmentation-fault": "crashes the process",
        "limits/call-abort": "aborts the process",
        "limits/call-kill-itself": "kills its own process",
        "limits/call-kill-others": "may signal all others",
        "limits/call-kill-parent": "signals its parent",
        "limits/call-kill-group": "may signal its group",
        "limits/call-stopped": "stops its own process without ending it",
        "limits/call-descriptors": "opens thousands of files",
        "limits/call-closed-descriptors": "closes every connection of its process",
        "limits/call-fork-bomb": "starts thirty processes",
        "limits/call-daemon": "leaves a process behind that outlives it",
        "limits/call-endless-property": "answers with an object that never says what it is",
        "limits/call-socket-of-calls-blocked": "interferes with the connection to the grader",
        "limits/call-*": "answers with a value too large, too deep or of no kind that can be sent",
    },
    "Spoiling the notebook before a right answer": {
        "limits/cell-loop": "a cell loops for ever",
        "limits/cell-exit": "a cell ends the process",
        "limits/cell-segmentation-fault": "a cell crashes the process",
        "limits/cell-memory": "a cell takes a gigabyte",
        "limits/cell-output": "a cell prints six million characters",
        "limits/cell-output-below-python": "a cell writes twenty million bytes below Python",
        "limits/cell-displays": "a cell displays two thousand values",
        "limits/cell-threads": "a cell starts two thousand threads",
        "limits/cell-disk": "a cell writes forty files of a megabyte",
        "limits/cell-one-large-file": "a cell writes one file of forty megabytes",
        "limits/cell-files": "a cell makes forty thousand files",
        "limits/cell-destructor": "a cell leaves an object that never lets go",
        "limits/cell-rich-output": "a cell displays pictures of megabytes",
    },
    "Speaking in the place of the sandbox": {
        "wire/reply-thread*": "a thread replies before, with or after the answer",
        "wire/reply-early": "replies before it is asked",
        "wire/reply-replayed": "sends an earlier reply again",
        "wire/reply-name-*": "has feedback repeat a hidden input as a name",
        "wire/reply-line-*": "has feedback repeat a hidden input as the number of a line",
        "wire/reply-words-*": "has feedback repeat a hidden input as the reason of a failure",
        "wire/reply-*": "sends replies out of form, out of order, too large, too deep, cut or none",
        "wire/outputs-*": "sends outputs of cells that are none",
    },
    "Handing in the library's function under another name": {
        "names/swallowed*": "calls it and catches the refusal",
        "names/helper*": "calls it in another cell",
        "names/*": "reaches it by another name, import, table, wrapper or computation",
    },
}
# Where nothing secret is read: it got to where it may not be.
REACHING = "Reaching the network and the machine"

_PEER_FAMILIES = ("decision", "secrets", "limits")
_NOT_FOR_PEERS = (
    # Other places in the one process that they have.
    "secrets/course-files-from-*",
    # It looks beside the code of our own sandbox.
    "secrets/project-files",
    # What our own messages say of an answer, and how answers cross our boundary.
    "secrets/inputs-as-*",
    "limits/call-huge-value",
    "limits/call-many-parts",
    "limits/call-deep-value",
    "limits/call-long-text",
    "limits/call-unsendable",
    "limits/call-socket-of-calls-blocked",
    # It would take the memory of the machine that measures.
    "limits/call-recursion-without-limit",
)


def rows() -> dict[str, dict[str, list[str]]]:
    """Return the attacks of each row, by class and pattern; each attack is in one."""
    found: dict[str, dict[str, list[str]]] = {
        title: {pattern: [] for pattern in patterns} for title, patterns in CLASSES.items()
    }
    for name in ATTACKS:
        title, pattern = _place(name)
        found[title][pattern].append(name)
    return found


def _place(name: str) -> tuple[str, str]:
    for title, patterns in CLASSES.items():
        for pattern in patterns:
            if fnmatch(name, pattern):
                return title, pattern
    raise LookupError(f"{name} has no description: write one into selftests/escapes/described.py.")


def reaches(name: str) -> bool:
    """Return whether the attack is about what it can reach or use, not about what it can read."""
    return _place(name)[0] == REACHING or ATTACKS[name].family == "limits"


def for_peers() -> list[str]:
    """Return the attacks that mean something to a grader in one process."""
    return [
        name
        for name, attack in ATTACKS.items()
        if attack.family in _PEER_FAMILIES and not any(fnmatch(name, p) for p in _NOT_FOR_PEERS)
    ]
