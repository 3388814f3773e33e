"""The Python back end: a rule set becomes one function, built as a syntax tree and compiled."""

from guidelinekit.compile.verdicts.judging import PythonProgram

__all__ = ["PythonProgram"]
