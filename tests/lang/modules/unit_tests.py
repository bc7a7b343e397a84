# tests: skip-gc skip-gc-jit
import unittest, doctest, pdb, io, sys
def add(a,b):
    """
    >>> add(1,2)
    3
    >>> add(1,'a')
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for +: 'int' and 'str'
    """
    return a+b
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(add(1,2),3)
    def test_b(self):
        with self.assertRaisesRegex(TypeError,'unsupp'): add(1,'a')
    @unittest.skip('no')
    def test_c(self): pass
    def test_d(self): self.assertEqual([1,2,3],[1,2,4])
    def test_e(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i,1)
    @unittest.expectedFailure
    def test_f(self): self.fail()
    async def x(self): pass
class A(unittest.IsolatedAsyncioTestCase):
    async def test_x(self):
        import asyncio; await asyncio.sleep(0); self.assertTrue(1)
from unittest import mock
class M(unittest.TestCase):
    def test_m(self):
        m=mock.Mock(return_value=3); self.assertEqual(m(1),3); m.assert_called_once_with(1)
        with mock.patch('os.getcwd',return_value='zz'):
            import os; self.assertEqual(os.getcwd(),'zz')
s=io.StringIO(); r=unittest.main(argv=['x'],exit=False,testRunner=unittest.TextTestRunner(stream=s,verbosity=2))
import re; print(re.sub(r'in [\d.]+s','in Xs',s.getvalue()))
print(doctest.testmod())
