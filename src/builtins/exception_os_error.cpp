// OSError: construction picks the subclass by errno.
#include "builtins/exception_support.h"

namespace tauraro {
namespace {

enum { kErrno, kStrerror, kFilename, kFilename2, kWritten };

/// A subclass with its own __init__ but not its own __new__ gets its fields in __init__, which it must call.
bool initializes_in_init(Vm& vm, const Type* type) {
  const Type* base = vm.type(TypeId::OSError);
  return type->special(Special::Init) != base->special(Special::Init) && type->special(Special::New) == base->special(Special::New);
}

struct Fields {
  Value error_number, text, filename, filename2;
};

Fields parse(std::span<const Value> arguments) {
  Fields fields;
  if (arguments.size() < 2 || arguments.size() > 5) return fields;
  fields.error_number = arguments[0];
  fields.text = arguments[1];
  if (arguments.size() > 2) fields.filename = arguments[2];
  if (arguments.size() > 4) fields.filename2 = arguments[4];
  return fields;
}

Result<void> fill(Vm& vm, Exception* self, std::span<const Value> arguments, const Fields& fields) {
  self->extra[kErrno] = fields.error_number;
  self->extra[kStrerror] = fields.text;
  std::span<const Value> kept = arguments;
  if (!fields.filename.is_empty() && !fields.filename.is_none()) {
    const Type* type = vm.type_of(value_of(self));
    const bool is_count = is_int_like(fields.filename) || vm.type_of(fields.filename)->has(Special::Index);
    if (type == vm.type(TypeId::BlockingIOError) && is_count) {
      self->extra[kWritten] = TRY(index_of(vm, fields.filename));
    } else {
      self->extra[kFilename] = fields.filename;
      if (!fields.filename2.is_empty() && !fields.filename2.is_none()) self->extra[kFilename2] = fields.filename2;
      kept = arguments.first(2);
    }
  }
  self->args = value_of(TRY(new_tuple(vm, kept)));
  vm.barrier(self);
  return {};
}

Result<Value> os_error_new(Vm& vm, const Args& args) {
  Type* type = TRY(checked_new_type(vm, args[0], TypeId::OSError));
  if (initializes_in_init(vm, type)) return value_of(TRY(new_exception(vm, type, empty_tuple(vm))));
  if (args.keywords && args.keywords->count) return vm.raise_error(TypeId::TypeError, type_name(vm, type), "() takes no keyword arguments");
  const Fields fields = parse(args.rest_span());
  if (type == vm.type(TypeId::OSError) && fields.error_number.is_int())
    type = vm.type(os_error_type(static_cast<int>(fields.error_number.as_int())));
  Exception* self = TRY(new_exception(vm, type, empty_tuple(vm)));
  TRY(fill(vm, self, args.rest_span(), fields));
  return value_of(self);
}

Result<Value> os_error_init(Vm& vm, const Args& args) {
  if (!initializes_in_init(vm, vm.type_of(args[0]))) return Value::none();
  TRY(refuse_exception_keywords(vm, args[0], args));
  TRY(fill(vm, exception_of(args[0]), args.rest_span(), parse(args.rest_span())));
  return Value::none();
}

Result<std::string> text_or_none(Vm& vm, Value value) {
  if (value.is_empty()) return std::string("None");
  return text_of(vm, TRY(to_str(vm, value)));
}

Result<Value> os_error_str(Vm& vm, const Args& args) {
  const Exception* self = exception_of(args[0]);
  const Value filename = self->extra[kFilename], filename2 = self->extra[kFilename2];
  if (!filename.is_empty()) {
    std::string text = concat("[Errno ", TRY(text_or_none(vm, self->extra[kErrno])), "] ", TRY(text_or_none(vm, self->extra[kStrerror])), ": ",
                              TRY(repr_text(vm, filename)));
    if (!filename2.is_empty()) text += concat(" -> ", TRY(repr_text(vm, filename2)));
    return str_value(vm, text);
  }
  if (!self->extra[kErrno].is_empty() && !self->extra[kStrerror].is_empty())
    return str_value(vm, concat("[Errno ", TRY(text_or_none(vm, self->extra[kErrno])), "] ", TRY(text_or_none(vm, self->extra[kStrerror]))));
  return base_exception_text(vm, args[0]);
}

Result<Value> os_error_reduce(Vm& vm, const Args& args) {
  const Exception* self = exception_of(args[0]);
  Value arguments = self->args;
  const Tuple* known = arguments.as<Tuple>();
  if (known->length == 2 && !self->extra[kFilename].is_empty()) {
    if (self->extra[kFilename2].is_empty())
      arguments = TRY(tuple_value(vm, {known->items[0], known->items[1], self->extra[kFilename]}));
    else
      arguments = TRY(tuple_value(vm, {known->items[0], known->items[1], self->extra[kFilename], Value::none(), self->extra[kFilename2]}));
  }
  const Value own = TRY(exception_attributes(vm, args[0]));
  if (own.is_none()) return tuple_value(vm, {type_value_of(vm, args[0]), arguments});
  return tuple_value(vm, {type_value_of(vm, args[0]), arguments, own});
}

Result<Value> get_written(Vm& vm, Value self) {
  const Value count = exception_of(self)->extra[kWritten];
  if (count.is_empty()) return vm.raise(TypeId::AttributeError, "characters_written");
  return count;
}
Result<void> set_written(Vm& vm, Value self, Value value) {
  if (value.is_empty()) {
    if (exception_of(self)->extra[kWritten].is_empty()) return vm.raise(TypeId::AttributeError, "characters_written");
    exception_of(self)->extra[kWritten] = Value();
    return {};
  }
  exception_of(self)->extra[kWritten] = TRY(new_int(vm, TRY(index_to_int64(vm, value))));
  vm.barrier(self.as_cell());
  return {};
}

constexpr NativeMethod kMethods[] = {
    {"__new__", os_error_new, "($type, /, *args, **kwargs)", NativeMethod::Static, "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", os_error_init, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__str__", os_error_str, "($self, /)", NativeMethod::Plain, "Return str(self)."},
    {"__reduce__", os_error_reduce, "($self, /)"},
};
constexpr NativeGetSet kGetSets[] = {
    extra_field<kErrno>("errno", "POSIX exception code"), extra_field<kStrerror>("strerror", "exception strerror"),
    extra_field<kFilename>("filename", "exception filename"), extra_field<kFilename2>("filename2", "second exception filename"),
    {"characters_written", get_written, set_written},
};

}  // namespace

void define_os_errors(Vm& vm) { vm.define_methods(TypeId::OSError, kMethods, kGetSets, "Base class for I/O related errors."); }

}  // namespace tauraro
