"""Templates compiled once for the whole suite.

kaue compiles them into one environment per language. A test that changes a setting needs a new
environment, and so does the one after it; what they compile is mostly the same.
"""

from functools import partial

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from kaue.web import templates


class _Compiled(BytecodeCache):
    def __init__(self):
        self._codes = {}

    def get_bucket(self, environment, name, filename, source):
        # Texts and addresses become constants, so they belong to what a template is known by.
        spoken = environment.gettext.__self__, environment.addresses["url"]("/")
        bucket = Bucket(environment, (filename, *spoken), source)
        bucket.code = self._codes.get((bucket.key, source))
        return bucket

    def set_bucket(self, bucket):
        self._codes[bucket.key, bucket.checksum] = bucket.code


def pytest_configure():
    templates.FoldingEnvironment = partial(templates.FoldingEnvironment, bytecode_cache=_Compiled())
