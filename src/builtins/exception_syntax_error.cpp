// SyntaxError and its place in the source.
#include "builtins/exception_support.h"

namespace tauraro {
namespace {

enum { kMessage, kFilename, kLine, kOffset, kText, kPrintPlace, kEndLine, kEndOffset };

Result<Value> syntax_error_init(Vm& vm, const Args& args) {
  TRY(refuse_exception_keywords(vm, args[0], args));
  (void)TRY(base_exception_init(vm, args[0], args.rest_span()));
  Exception* self = exception_of(args[0]);
  if (args.rest_count >= 1) self->extra[kMessage] = args.rest[0];
  vm.barrier(self);
  if (args.rest_count != 2) return Value::none();
  const Tuple* place = TRY(tuple_from(vm, args.rest[1]));
  if (place->length < 4) return vm.raise_error(TypeId::TypeError, "function takes at least 4 arguments (", place->length, " given)");
  if (place->length > 6) return vm.raise_error(TypeId::TypeError, "function takes at most 6 arguments (", place->length, " given)");
  constexpr int kFields[] = {kFilename, kLine, kOffset, kText, kEndLine, kEndOffset};
  self->extra[kEndLine] = self->extra[kEndOffset] = Value();
  for (std::uint64_t i = 0; i < place->length; ++i) self->extra[kFields[i]] = place->items[i];
  vm.barrier(self);
  if (place->length == 5) return vm.raise(TypeId::TypeError, "end_offset must be provided when end_lineno is provided");
  return Value::none();
}

std::string base_name(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

Result<Value> syntax_error_str(Vm& vm, const Args& args) {
  const Exception* self = exception_of(args[0]);
  const bool has_filename = self->extra[kFilename].is(kind::Str);
  const bool has_line = self->extra[kLine].is_int() || vm.is_exact(self->extra[kLine], TypeId::Int);
  const Value message = TRY(to_str(vm, none_if_empty(self->extra[kMessage])));
  if (!has_filename && !has_line) return message;
  std::string text = text_of(vm, message) + " (";
  if (has_filename) text += base_name(text_of(vm, self->extra[kFilename]));
  if (has_line) text += concat(has_filename ? ", line " : "line ", text_of(vm, TRY(to_str(vm, self->extra[kLine]))));
  return str_value(vm, text + ")");
}

constexpr NativeMethod kMethods[] = {
    {"__init__", syntax_error_init, "($self, /, *args, **kwargs)", NativeMethod::Plain, "Initialize self.  See help(type(self)) for accurate signature."},
    {"__str__", syntax_error_str, "($self, /)", NativeMethod::Plain, "Return str(self)."},
};
constexpr NativeGetSet kGetSets[] = {
    extra_field<kMessage>("msg", "exception msg"), extra_field<kFilename>("filename", "exception filename"),
    extra_field<kLine>("lineno", "exception lineno"), extra_field<kOffset>("offset", "exception offset"),
    extra_field<kText>("text", "exception text"), extra_field<kEndLine>("end_lineno", "exception end lineno"),
    extra_field<kEndOffset>("end_offset", "exception end offset"),
    extra_field<kPrintPlace>("print_file_and_line", "exception print_file_and_line"),
};

}  // namespace

void define_syntax_errors(Vm& vm) { vm.define_methods(TypeId::SyntaxError, kMethods, kGetSets, "Invalid syntax."); }

}  // namespace tauraro
