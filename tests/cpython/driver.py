"""Run by the interpreter under test: `driver.py test_NAME REPORT [SKIPPED CASES...]`.

Runs the cases of one file of CPython's suite and writes a JSON line for each as it begins and ends, so that a crash loses
only the case that crashed.
"""
import sys
import unittest


def quoted(text):
    """A JSON string, without the json module (which may be what is tested)."""
    out = []
    for character in text:
        code = ord(character)
        if character in '"\\':
            out.append("\\" + character)
        elif 32 <= code < 127:
            out.append(character)
        elif code < 0x10000:
            out.append("\\u%04x" % code)
        else:
            out.append("?")
    return '"' + "".join(out) + '"'


class Result(unittest.TestResult):
    def __init__(self, report):
        super().__init__()
        self.report = report
        self.bad = None

    def tell(self, test, outcome, text=None):
        self.report.write('[%s, "%s", %s]\n' % (quoted(test.id()), outcome, "null" if text is None else quoted(text)))
        self.report.flush()

    def startTest(self, test):
        super().startTest(test)
        self.bad = None
        self.tell(test, "started")

    def stopTest(self, test):
        super().stopTest(test)
        if self.bad is not None:
            self.tell(test, "failed", self.bad)

    def addSuccess(self, test):
        if self.bad is None:
            self.tell(test, "passed")

    def addSkip(self, test, reason):
        self.tell(test, "skipped", reason)

    def addError(self, test, error):
        if hasattr(test, "_testMethodName"):
            self.bad = "%s: %s" % (error[0].__name__, str(error[1])[:300])
        else:
            self.tell(test, "failed", "%s: %s" % (error[0].__name__, str(error[1])[:300]))

    addFailure = addError

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.bad = "%s %s: %s" % (subtest._subDescription(), error[0].__name__, str(error[1])[:200])

    def addExpectedFailure(self, test, error):
        self.tell(test, "passed")

    def addUnexpectedSuccess(self, test):
        self.bad = "unexpected success"


def without(suite, skipped):
    kept = unittest.TestSuite()
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            kept.addTest(without(test, skipped))
        elif not any(test.id().endswith(case) for case in skipped):
            kept.addTest(test)
    return kept


def main():
    name, path, skipped = sys.argv[1], sys.argv[2], sys.argv[3:]
    sys.argv[1:] = []
    suite = unittest.defaultTestLoader.loadTestsFromName("test." + name)
    with open(path, "w", encoding="ascii") as report:
        without(suite, skipped).run(Result(report))


main()
