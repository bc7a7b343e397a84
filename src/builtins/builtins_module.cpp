#include "builtins/builtins_module.h"

#include "builtins/builtin_functions.h"
#include "builtins/support.h"
#include "vm/services.h"

namespace tauraro {
namespace {

constexpr NativeMethod kFunctions[] = {
    {"__build_class__", builtin_build_class, "(*args, **kwargs)", NativeMethod::Plain, "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement."},
    {"__import__", builtin_import, "(name, globals=None, locals=None, fromlist=(), level=0)", NativeMethod::Plain, "Import a module.\n\nBecause this function is meant for use by the Python\ninterpreter and not for general use, it is better to use\nimportlib.import_module() to programmatically import a module."},
    {"abs", builtin_abs, "(x, /)", NativeMethod::Plain, "Return the absolute value of the argument."},
    {"all", builtin_all, "(iterable, /)", NativeMethod::Plain, "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True."},
    {"any", builtin_any, "(iterable, /)", NativeMethod::Plain, "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."},
    {"ascii", builtin_ascii, "(obj, /)", NativeMethod::Plain, "Return an ASCII-only representation of an object."},
    {"bin", builtin_bin, "(number, /)", NativeMethod::Plain, "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'"},
    {"breakpoint", builtin_breakpoint, "(*args, **kwargs)", NativeMethod::Plain, "breakpoint(*args, **kws)\n\nCall sys.breakpointhook(*args, **kws).  sys.breakpointhook() must accept\nwhatever arguments are passed.\n\nBy default, this drops you into the pdb debugger."},
    {"callable", builtin_callable, "(obj, /)", NativeMethod::Plain, "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method."},
    {"chr", builtin_chr, "(i, /)", NativeMethod::Plain, "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"compile", builtin_compile, "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", NativeMethod::Plain, "Compile source into a code object that can be executed by exec() or eval().\n\nThe source code may represent a Python module, statement or expression.\nThe filename will be used for run-time error messages.\nThe mode must be 'exec' to compile a module, 'single' to compile a\nsingle (interactive) statement, or 'eval' to compile an expression."},
    {"delattr", builtin_delattr, "(obj, name, /)", NativeMethod::Plain, "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``"},
    {"dir", builtin_dir, "(object=<unset>, /)", NativeMethod::Plain, "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope.\nElse, return an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from it."},
    {"divmod", builtin_divmod, "(x, y, /)", NativeMethod::Plain, "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
    {"eval", builtin_eval, "(source, globals=None, locals=None, /)", NativeMethod::Plain, "Evaluate the given source in the context of globals and locals."},
    {"exec", builtin_exec, "(source, globals=None, locals=None, /, *, closure=None)", NativeMethod::Plain, "Execute the given source in the context of globals and locals."},
    {"format", builtin_format, "(value, format_spec='', /)", NativeMethod::Plain, "Return value.__format__(format_spec)\n\nformat_spec defaults to the empty string.\nSee the Format Specification Mini-Language section of help('FORMATTING') for\ndetails."},
    {"getattr", builtin_getattr, "(object, name, default=<unset>, /)", NativeMethod::Plain, "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case."},
    {"globals", builtin_globals, "()", NativeMethod::Plain, "Return the dictionary containing the current scope's global variables."},
    {"hasattr", builtin_hasattr, "(obj, name, /)", NativeMethod::Plain, "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError."},
    {"hash", builtin_hash, "(obj, /)", NativeMethod::Plain, "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true."},
    {"hex", builtin_hex, "(number, /)", NativeMethod::Plain, "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'"},
    {"id", builtin_id, "(obj, /)", NativeMethod::Plain, "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects."},
    {"input", builtin_input, "(prompt=<unset>, /)", NativeMethod::Plain, "Read a string from standard input.  The trailing newline is stripped."},
    {"isinstance", builtin_isinstance, "(obj, class_or_tuple, /)", NativeMethod::Plain, "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass", builtin_issubclass, "(cls, class_or_tuple, /)", NativeMethod::Plain, "Return whether 'cls' is derived from another class or is the same class."},
    {"iter", builtin_iter, "(object, sentinel=<unset>, /)", NativeMethod::Plain, "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.  In the first form, the argument must\nsupply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel."},
    {"aiter", builtin_aiter, "(async_iterable, /)", NativeMethod::Plain, "Return an AsyncIterator for an AsyncIterable object."},
    {"len", builtin_len, "(obj, /)", NativeMethod::Plain, "Return the number of items in a container."},
    {"locals", builtin_locals, "()", NativeMethod::Plain, "Return a dictionary containing the current scope's local variables."},
    {"max", builtin_max, "(*args, **kwargs)", NativeMethod::Plain, "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest item."},
    {"min", builtin_min, "(*args, **kwargs)", NativeMethod::Plain, "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest item."},
    {"next", builtin_next, "(iterator, default=<unset>, /)", NativeMethod::Plain, "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the iterator\nis exhausted, it is returned instead of raising StopIteration."},
    {"anext", builtin_anext, "(aiterator, default=<unset>, /)", NativeMethod::Plain, "async anext(aiterator[, default])\n\nReturn the next item from the async iterator.  If default is given and the async\niterator is exhausted, it is returned instead of raising StopAsyncIteration."},
    {"oct", builtin_oct, "(number, /)", NativeMethod::Plain, "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'"},
    {"ord", builtin_ord, "(c, /)", NativeMethod::Plain, "Return the Unicode code point for a one-character string."},
    {"pow", builtin_pow, "(base, exp, mod=None)", NativeMethod::Plain, "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments."},
    {"print", builtin_print, "(*args, sep=' ', end='\\n', file=None, flush=False)", NativeMethod::Plain, "Prints the values to a stream, or to sys.stdout by default."},
    {"repr", builtin_repr, "(obj, /)", NativeMethod::Plain, "Return the canonical string representation of the object."},
    {"round", builtin_round, "(number, ndigits=None)", NativeMethod::Plain, "Round a number to a given precision in decimal digits."},
    {"setattr", builtin_setattr, "(obj, name, value, /)", NativeMethod::Plain, "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``"},
    {"sorted", builtin_sorted, "(iterable, /, *, key=None, reverse=False)", NativeMethod::Plain, "Return a new list containing all items from the iterable in ascending order."},
    {"sum", builtin_sum, "(iterable, /, start=0)", NativeMethod::Plain, "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"},
    {"vars", builtin_vars, "(object=<unset>, /)", NativeMethod::Plain, "vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__."},
    {"open", builtin_open, "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)", NativeMethod::Plain, "Open file and return a stream.  Raise OSError upon failure."},
};

struct TypeName {
  const char* name;
  TypeId id;
};

constexpr TypeName kTypeNames[] = {
    {"bool", TypeId::Bool}, {"memoryview", TypeId::MemoryView}, {"bytearray", TypeId::ByteArray}, {"bytes", TypeId::Bytes},
    {"classmethod", TypeId::ClassMethod}, {"complex", TypeId::Complex}, {"dict", TypeId::Dict}, {"enumerate", TypeId::Enumerate},
    {"filter", TypeId::Filter}, {"float", TypeId::Float}, {"frozenset", TypeId::FrozenSet}, {"property", TypeId::Property},
    {"int", TypeId::Int}, {"list", TypeId::List}, {"map", TypeId::Map}, {"object", TypeId::Object}, {"range", TypeId::Range},
    {"reversed", TypeId::Reversed}, {"set", TypeId::Set}, {"slice", TypeId::Slice}, {"staticmethod", TypeId::StaticMethod},
    {"str", TypeId::Str}, {"super", TypeId::Super}, {"tuple", TypeId::Tuple}, {"type", TypeId::Type}, {"zip", TypeId::Zip},
};

Result<void> put(Vm& vm, Dict* dict, const char* name, Value value) { return dict_set_str(vm, dict, intern(vm, name), value); }

Result<void> initialize(Vm& vm, Module* module) {
  Dict* dict = module->dict;
  TRY(put(vm, dict, "None", Value::none()));
  TRY(put(vm, dict, "Ellipsis", Value::ellipsis()));
  TRY(put(vm, dict, "NotImplemented", Value::not_implemented()));
  TRY(put(vm, dict, "False", Value::from_bool(false)));
  TRY(put(vm, dict, "True", Value::from_bool(true)));
  for (const TypeName& row : kTypeNames) TRY(put(vm, dict, row.name, type_value(vm, row.id)));
  TRY(put(vm, dict, "__debug__", Value::from_bool(true)));
  for (int id = static_cast<int>(TypeId::BaseException); id < kTypeIdCount; ++id)
    TRY(put(vm, dict, vm.types[id]->native_name, value_of(vm.types[id])));
  TRY(put(vm, dict, "EnvironmentError", type_value(vm, TypeId::OSError)));
  TRY(put(vm, dict, "IOError", type_value(vm, TypeId::OSError)));
  vm.builtins = dict;
  vm.services->import_function = dict_get_str(vm, dict, intern(vm, "__import__"));
  return vm.services->settings.no_site ? Result<void>() : add_site_names(vm, dict);
}

constexpr NativeModuleSpec kModule = {"builtins", kFunctions, initialize,
                                      "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object; Ellipsis represents `...' in slices."};

}  // namespace

const NativeModuleSpec& builtins_module() { return kModule; }

}  // namespace tauraro
