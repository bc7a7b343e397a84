// BaseException and the small exception types with fields.
#include "builtins/arguments.h"
#include "builtins/exception_support.h"
#include "object/generic_alias.h"

namespace tauraro {
namespace {

// ---- BaseException ----

Result<Value> exception_new(Vm& vm, const Args& args) {
  Type* type = TRY(checked_new_type(vm, args[0], TypeId::BaseException));
  Tuple* arguments = args.rest_count ? TRY(new_tuple(vm, args.rest_span())) : empty_tuple(vm);
  return value_of(TRY(new_exception(vm, type, arguments)));
}

Result<Value> exception_init(Vm& vm, const Args& args) {
  TRY(refuse_exception_keywords(vm, args[0], args));
  return base_exception_init(vm, args[0], args.rest_span());
}

Result<Value> exception_str(Vm& vm, const Args& args) { return base_exception_text(vm, args[0]); }

Result<Value> exception_repr(Vm& vm, const Args& args) {
  const Tuple* arguments = exception_of(args[0])->args.as<Tuple>();
  const std::string name = type_name(vm, args[0]);
  if (arguments->length == 1) return str_value(vm, concat(name, "(", TRY(repr_text(vm, arguments->items[0])), ")"));
  return str_value(vm, name + TRY(repr_text(vm, value_of(arguments))));
}

Result<Value> exception_reduce(Vm& vm, const Args& args) { return base_exception_reduce(vm, args[0]); }

Result<Value> exception_setstate(Vm& vm, const Args& args) {
  if (args[1].is_none()) return Value::none();
  if (!args[1].is(kind::Dict)) return vm.raise(TypeId::TypeError, "state is not a dictionary");
  Dict* state = TRY(dict_copy(vm, args[1].as<Dict>()));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(state, &position, &key, &value)) TRY(set_attr(vm, args[0], TRY(attribute_name(vm, key)), value));
  return Value::none();
}

Result<void> set_traceback(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "__traceback__ may not be deleted");
  if (!value.is_none() && !value.is(kind::Traceback)) return vm.raise(TypeId::TypeError, "__traceback__ must be a traceback or None");
  exception_of(self)->traceback = empty_if_none(value);
  vm.barrier(self.as_cell());
  return {};
}

Result<Value> exception_with_traceback(Vm& vm, const Args& args) {
  TRY(set_traceback(vm, args[0], args[1]));
  return args[0];
}

Result<Value> exception_add_note(Vm& vm, const Args& args) {
  if (!args[1].is(kind::Str))
    return vm.raise_error(TypeId::TypeError, "note must be a str, not '", full_type_name(vm, vm.type_of(args[1])), "'");
  Value notes = TRY(find_attr(vm, args[0], "__notes__"));
  if (notes.is_not_found()) {
    notes = value_of(TRY(new_list(vm)));
    TRY(set_attr(vm, args[0], "__notes__", notes));
  } else if (!notes.is(kind::List)) {
    return vm.raise(TypeId::TypeError, "Cannot add note: __notes__ is not a list");
  }
  TRY(list_append(vm, notes.as<List>(), args[1]));
  return Value::none();
}

Result<Value> exception_getattribute(Vm& vm, const Args& args) { return generic_get_attr(vm, args[0], TRY(attribute_name(vm, args[1]))); }
Result<Value> exception_setattr(Vm& vm, const Args& args) {
  TRY(generic_set_attr(vm, args[0], TRY(attribute_name(vm, args[1])), args[2]));
  return Value::none();
}
Result<Value> exception_delattr(Vm& vm, const Args& args) {
  TRY(generic_set_attr(vm, args[0], TRY(attribute_name(vm, args[1])), Value()));
  return Value::none();
}

Result<Value> get_args(Vm&, Value self) { return exception_of(self)->args; }
Result<void> set_args(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "args may not be deleted");
  exception_of(self)->args = value_of(TRY(tuple_from(vm, value)));
  vm.barrier(self.as_cell());
  return {};
}
Result<Value> get_traceback(Vm&, Value self) { return none_if_empty(exception_of(self)->traceback); }

Result<void> check_chained(Vm& vm, Value value, const char* attribute, const char* what) {
  if (value.is_empty()) return vm.raise_error(TypeId::TypeError, attribute, " may not be deleted");
  if (!value.is_none() && !is_exception(value)) return vm.raise_error(TypeId::TypeError, "exception ", what, " must be None or derive from BaseException");
  return {};
}
Result<Value> get_context(Vm&, Value self) { return none_if_empty(exception_of(self)->context); }
Result<void> set_context(Vm& vm, Value self, Value value) {
  TRY(check_chained(vm, value, "__context__", "context"));
  exception_of(self)->context = empty_if_none(value);
  vm.barrier(self.as_cell());
  return {};
}
Result<Value> get_cause(Vm&, Value self) { return none_if_empty(exception_of(self)->cause); }
Result<void> set_cause(Vm& vm, Value self, Value value) {
  TRY(check_chained(vm, value, "__cause__", "cause"));
  exception_of(self)->cause = empty_if_none(value);
  exception_of(self)->suppress_context = Value::from_bool(true);
  vm.barrier(self.as_cell());
  return {};
}
Result<Value> get_suppress_context(Vm&, Value self) { return Value::from_bool(exception_of(self)->suppress_context.is_true()); }
Result<void> set_suppress_context(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "can't delete numeric/char attribute");
  if (!value.is_bool()) return vm.raise(TypeId::TypeError, "attribute value type must be bool");
  exception_of(self)->suppress_context = value;
  return {};
}
Result<Value> get_dict(Vm& vm, Value self) { return value_of(TRY(instance_dict(vm, self))); }
Result<void> set_dict(Vm& vm, Value self, Value value) {
  if (value.is_empty()) return vm.raise(TypeId::TypeError, "cannot delete __dict__");
  if (!value.is(kind::Dict))
    return vm.raise_error(TypeId::TypeError, "__dict__ must be set to a dictionary, not a '", full_type_name(vm, vm.type_of(value)), "'");
  Dict* own = TRY(instance_dict(vm, self));
  dict_clear(vm, own);
  return dict_update(vm, own, value);
}

// ---- StopIteration, SystemExit, KeyError ----

Result<Value> stop_iteration_init(Vm& vm, const Args& args) {
  TRY(refuse_exception_keywords(vm, args[0], args));
  exception_of(args[0])->extra[0] = args.rest_count ? args.rest[0] : Value::none();
  return base_exception_init(vm, args[0], args.rest_span());
}

Result<Value> system_exit_init(Vm& vm, const Args& args) {
  TRY(refuse_exception_keywords(vm, args[0], args));
  (void)TRY(base_exception_init(vm, args[0], args.rest_span()));
  Exception* self = exception_of(args[0]);
  if (args.rest_count) self->extra[0] = args.rest_count == 1 ? args.rest[0] : self->args;
  vm.barrier(self);
  return Value::none();
}

Result<Value> key_error_str(Vm& vm, const Args& args) {
  const Tuple* arguments = exception_of(args[0])->args.as<Tuple>();
  return arguments->length == 1 ? repr(vm, arguments->items[0]) : base_exception_text(vm, args[0]);
}

// ---- ImportError, NameError, AttributeError: keyword arguments become fields ----

Result<void> take_field(Vm& vm, const Args& args, const char* keyword, int field) {
  const Value value = TRY(take_keyword(vm, args, keyword));
  exception_of(args[0])->extra[field] = value.is_not_found() ? Value() : value;
  vm.barrier(args[0].as_cell());
  return {};
}

Result<Value> import_error_init(Vm& vm, const Args& args) {
  (void)TRY(base_exception_init(vm, args[0], args.rest_span()));
  exception_of(args[0])->extra[0] = args.rest_count == 1 ? args.rest[0] : Value();
  TRY(take_field(vm, args, "name", 1));
  TRY(take_field(vm, args, "path", 2));
  TRY(refuse_other_keywords(vm, "ImportError", args));
  return Value::none();
}
Result<Value> import_error_str(Vm& vm, const Args& args) {
  const Value message = exception_of(args[0])->extra[0];
  if (vm.is_exact(message, TypeId::Str)) return message;
  return base_exception_text(vm, args[0]);
}
Result<Value> import_error_reduce(Vm& vm, const Args& args) {
  const Exception* self = exception_of(args[0]);
  Dict* state = nullptr;
  const Value own = TRY(exception_attributes(vm, args[0]));
  if (!own.is_none() || !self->extra[1].is_empty() || !self->extra[2].is_empty()) {
    state = !own.is_none() ? TRY(dict_copy(vm, own.as<Dict>())) : TRY(new_dict(vm));
    if (!self->extra[1].is_empty()) TRY(dict_set_str(vm, state, intern(vm, "name"), self->extra[1]));
    if (!self->extra[2].is_empty()) TRY(dict_set_str(vm, state, intern(vm, "path"), self->extra[2]));
  }
  if (!state) return tuple_value(vm, {type_value_of(vm, args[0]), self->args});
  return tuple_value(vm, {type_value_of(vm, args[0]), self->args, value_of(state)});
}

Result<Value> name_error_init(Vm& vm, const Args& args) {
  (void)TRY(base_exception_init(vm, args[0], args.rest_span()));
  TRY(take_field(vm, args, "name", 0));
  TRY(refuse_other_keywords(vm, "NameError", args));
  return Value::none();
}

Result<Value> attribute_error_init(Vm& vm, const Args& args) {
  (void)TRY(base_exception_init(vm, args[0], args.rest_span()));
  TRY(take_field(vm, args, "name", 0));
  TRY(take_field(vm, args, "obj", 1));
  TRY(refuse_other_keywords(vm, "AttributeError", args));
  return Value::none();
}

constexpr const char* kInit = "($self, /, *args, **kwargs)";
constexpr const char* kInitDoc = "Initialize self.  See help(type(self)) for accurate signature.";

constexpr NativeMethod kBaseMethods[] = {
    {"__new__", exception_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", exception_init, kInit, NativeMethod::Plain, kInitDoc},
    {"__str__", exception_str, "($self, /)", NativeMethod::Plain, "Return str(self)."},
    {"__repr__", exception_repr, "($self, /)", NativeMethod::Plain, "Return repr(self)."},
    {"__getattribute__", exception_getattribute, "($self, name, /)", NativeMethod::Plain, "Return getattr(self, name)."},
    {"__setattr__", exception_setattr, "($self, name, value, /)", NativeMethod::Plain, "Implement setattr(self, name, value)."},
    {"__delattr__", exception_delattr, "($self, name, /)", NativeMethod::Plain, "Implement delattr(self, name)."},
    {"__reduce__", exception_reduce, "($self, /)"},
    {"__setstate__", exception_setstate, "($self, state, /)"},
    {"with_traceback", exception_with_traceback, "($self, tb, /)", NativeMethod::Plain, "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."},
    {"add_note", exception_add_note, "($self, note, /)", NativeMethod::Plain, "Exception.add_note(note) --\n    add a note to the exception"},
};
constexpr NativeGetSet kBaseGetSets[] = {
    {"__dict__", get_dict, set_dict}, {"args", get_args, set_args}, {"__traceback__", get_traceback, set_traceback},
    {"__context__", get_context, set_context, "exception context"}, {"__cause__", get_cause, set_cause, "exception cause"},
    {"__suppress_context__", get_suppress_context, set_suppress_context},
};
constexpr NativeMethod kStopIterationMethods[] = {{"__init__", stop_iteration_init, kInit, NativeMethod::Plain, kInitDoc}};
constexpr NativeGetSet kStopIterationGetSets[] = {extra_field<0>("value", "generator return value")};
constexpr NativeMethod kSystemExitMethods[] = {{"__init__", system_exit_init, kInit, NativeMethod::Plain, kInitDoc}};
constexpr NativeGetSet kSystemExitGetSets[] = {extra_field<0>("code", "exception code")};
constexpr NativeMethod kKeyErrorMethods[] = {{"__str__", key_error_str, "($self, /)", NativeMethod::Plain, "Return str(self)."}};
constexpr NativeMethod kImportErrorMethods[] = {
    {"__init__", import_error_init, kInit, NativeMethod::Plain, kInitDoc},
    {"__str__", import_error_str, "($self, /)", NativeMethod::Plain, "Return str(self)."},
    {"__reduce__", import_error_reduce, "($self, /)"},
};
constexpr NativeGetSet kImportErrorGetSets[] = {extra_field<0>("msg", "exception message"), extra_field<1>("name", "module name"), extra_field<2>("path", "module path")};
constexpr NativeMethod kNameErrorMethods[] = {{"__init__", name_error_init, kInit, NativeMethod::Plain, kInitDoc}};
constexpr NativeGetSet kNameErrorGetSets[] = {extra_field<0>("name", "name")};
constexpr NativeMethod kAttributeErrorMethods[] = {{"__init__", attribute_error_init, kInit, NativeMethod::Plain, kInitDoc}};
constexpr NativeGetSet kAttributeErrorGetSets[] = {extra_field<0>("name", "attribute name"), extra_field<1>("obj", "object")};

struct Doc {
  TypeId id;
  const char* text;
};
constexpr Doc kDocs[] = {
    {TypeId::GeneratorExit, "Request that a generator exit."}, {TypeId::KeyboardInterrupt, "Program interrupted by user."},
    {TypeId::Exception, "Common base class for all non-exit exceptions."}, {TypeId::ArithmeticError, "Base class for arithmetic errors."},
    {TypeId::FloatingPointError, "Floating point operation failed."}, {TypeId::OverflowError, "Result too large to be represented."},
    {TypeId::ZeroDivisionError, "Second argument to a division or modulo operation was zero."}, {TypeId::AssertionError, "Assertion failed."},
    {TypeId::BufferError, "Buffer error."}, {TypeId::EOFError, "Read beyond end of file."}, {TypeId::ModuleNotFoundError, "Module not found."},
    {TypeId::LookupError, "Base class for lookup errors."}, {TypeId::IndexError, "Sequence index out of range."}, {TypeId::MemoryError, "Out of memory."},
    {TypeId::UnboundLocalError, "Local name referenced but not bound to a value."}, {TypeId::ReferenceError, "Weak ref proxy used after referent went away."},
    {TypeId::RuntimeError, "Unspecified run-time error."}, {TypeId::NotImplementedError, "Method or function hasn't been implemented yet."},
    {TypeId::RecursionError, "Recursion limit exceeded."}, {TypeId::StopAsyncIteration, "Signal the end from iterator.__anext__()."},
    {TypeId::SystemError, "Internal error in the Python interpreter.\n\nPlease report this to the Python maintainer, along with the traceback,\nthe Python version, and the hardware/OS platform and version."},
    {TypeId::TypeError, "Inappropriate argument type."}, {TypeId::ValueError, "Inappropriate argument value (of correct type)."},
    {TypeId::UnicodeError, "Unicode related error."}, {TypeId::Warning, "Base class for warning categories."},
    {TypeId::UserWarning, "Base class for warnings generated by user code."}, {TypeId::DeprecationWarning, "Base class for warnings about deprecated features."},
    {TypeId::PendingDeprecationWarning, "Base class for warnings about features which will be deprecated\nin the future."},
    {TypeId::SyntaxWarning, "Base class for warnings about dubious syntax."}, {TypeId::RuntimeWarning, "Base class for warnings about dubious runtime behavior."},
    {TypeId::FutureWarning, "Base class for warnings about constructs that will change semantically\nin the future."},
    {TypeId::ImportWarning, "Base class for warnings about probable mistakes in module imports"}, {TypeId::UnicodeWarning, "Base class for warnings about Unicode related problems, mostly\nrelated to conversion problems."},
    {TypeId::BytesWarning, "Base class for warnings about bytes and buffer related problems, mostly\nrelated to conversion from str or comparing to str."},
    {TypeId::ResourceWarning, "Base class for warnings about resource usage."}, {TypeId::EncodingWarning, "Base class for warnings about encodings."},
    {TypeId::BlockingIOError, "I/O operation would block."}, {TypeId::ChildProcessError, "Child process error."}, {TypeId::ConnectionError, "Connection error."},
    {TypeId::BrokenPipeError, "Broken pipe."}, {TypeId::ConnectionAbortedError, "Connection aborted."}, {TypeId::ConnectionRefusedError, "Connection refused."},
    {TypeId::ConnectionResetError, "Connection reset."}, {TypeId::FileExistsError, "File already exists."}, {TypeId::FileNotFoundError, "File not found."},
    {TypeId::InterruptedError, "Interrupted by signal."}, {TypeId::IsADirectoryError, "Operation doesn't work on directories."},
    {TypeId::NotADirectoryError, "Operation only works on directories."}, {TypeId::PermissionError, "Not enough permissions."},
    {TypeId::ProcessLookupError, "Process not found."}, {TypeId::TimeoutError, "Timeout expired."}, {TypeId::IndentationError, "Improper indentation."},
    {TypeId::TabError, "Improper mixture of spaces and tabs."},
};

}  // namespace

bool is_exception_class(Vm& vm, Value value) { return value.is(kind::Type) && is_subtype(value.as<Type>(), vm.type(TypeId::BaseException)); }

Result<void> refuse_exception_keywords(Vm& vm, Value self, const Args& args) {
  if (!args.keywords || args.keywords->count == 0) return {};
  return vm.raise_error(TypeId::TypeError, full_type_name(vm, vm.type_of(self)), "() takes no keyword arguments");
}

Result<Value> base_exception_init(Vm& vm, Value self, std::span<const Value> arguments) {
  Exception* exception = exception_of(self);
  if (exception->args.is(kind::Tuple)) {
    const Tuple* known = exception->args.as<Tuple>();  // most often those of __new__
    if (known->length == arguments.size() && std::equal(arguments.begin(), arguments.end(), known->items)) return Value::none();
  }
  exception->args = value_of(TRY(new_tuple(vm, arguments)));
  vm.barrier(exception);
  return Value::none();
}

Result<Value> base_exception_text(Vm& vm, Value self) {
  const Tuple* arguments = exception_of(self)->args.as<Tuple>();
  if (arguments->length == 0) return vm.empty_str;
  if (arguments->length == 1) return to_str(vm, arguments->items[0]);
  return to_str(vm, value_of(arguments));
}

Result<Value> exception_attributes(Vm& vm, Value self) {
  Dict* own = TRY(instance_dict(vm, self));
  return own->count ? value_of(own) : Value::none();
}

Result<Value> base_exception_reduce(Vm& vm, Value self) {
  const Value own = TRY(exception_attributes(vm, self));
  if (own.is_none()) return tuple_value(vm, {type_value_of(vm, self), exception_of(self)->args});
  return tuple_value(vm, {type_value_of(vm, self), exception_of(self)->args, own});
}

void define_exception_type(Vm& vm) {
  vm.define_methods(TypeId::BaseException, kBaseMethods, kBaseGetSets, "Common base class for all exceptions");
  vm.define_methods(TypeId::StopIteration, kStopIterationMethods, kStopIterationGetSets, "Signal the end from iterator.__next__().");
  vm.define_methods(TypeId::SystemExit, kSystemExitMethods, kSystemExitGetSets, "Request to exit from the interpreter.");
  vm.define_methods(TypeId::KeyError, kKeyErrorMethods, {}, "Mapping key not found.");
  vm.define_methods(TypeId::ImportError, kImportErrorMethods, kImportErrorGetSets, "Import can't find module, or can't find name in module.");
  vm.define_methods(TypeId::NameError, kNameErrorMethods, kNameErrorGetSets, "Name not found globally.");
  vm.define_methods(TypeId::AttributeError, kAttributeErrorMethods, kAttributeErrorGetSets, "Attribute not found.");
  define_os_errors(vm);
  define_syntax_errors(vm);
  define_unicode_errors(vm);
  define_exception_groups(vm);
  for (const Doc& doc : kDocs) vm.define_methods(doc.id, {}, {}, doc.text);
}

}  // namespace tauraro
