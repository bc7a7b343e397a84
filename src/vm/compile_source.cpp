#include "vm/compile_source.h"

#include "vm/services.h"

#include "object/exceptions.h"
#include "object/operations.h"
#include "vm/import.h"
#include "vm/link.h"

namespace tauraro {
namespace {

TypeId exception_type(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::SyntaxError: return TypeId::SyntaxError;
    case SyntaxErrorKind::IndentationError: return TypeId::IndentationError;
    case SyntaxErrorKind::TabError: return TypeId::TabError;
    case SyntaxErrorKind::MemoryError: return TypeId::MemoryError;
    case SyntaxErrorKind::RecursionError: return TypeId::RecursionError;
    case SyntaxErrorKind::ValueError: return TypeId::ValueError;
    case SyntaxErrorKind::OverflowError: return TypeId::OverflowError;
    case SyntaxErrorKind::UnicodeDecodeError: return TypeId::SyntaxError;
  }
  return TypeId::SyntaxError;
}

bool has_position(SyntaxErrorKind kind) {
  return kind == SyntaxErrorKind::SyntaxError || kind == SyntaxErrorKind::IndentationError || kind == SyntaxErrorKind::TabError;
}

}  // namespace

/// The fields go through the constructor: SyntaxError(msg, (filename, lineno, offset, text, end_lineno, end_offset)).
Raised raise_syntax_error(Vm& vm, const SyntaxDiagnostic& error) {
  if (!has_position(error.kind)) {
    if (error.message.empty()) return vm.raise_with(exception_type(error.kind), Value());
    return vm.raise(exception_type(error.kind), error.message);
  }
  const Value message = Value::from_cell(TRY(new_str(vm, error.message)));
  const Value type = Value::from_cell(vm.type(exception_type(error.kind)));
  if (error.line == 0 && error.filename.empty()) return vm.raise_object(TRY(vm.call(type, {message})));
  const Value details[] = {
      Value::from_cell(TRY(new_str(vm, error.filename))),
      Value::from_int(error.line),
      Value::from_int(error.offset),
      error.has_text ? Value::from_cell(TRY(new_str(vm, error.text))) : Value::none(),
      Value::from_int(error.end_line),
      error.end_offset == SyntaxDiagnostic::kNoOffset ? Value::none() : Value::from_int(error.end_offset),
  };
  const Value tuple = Value::from_cell(TRY(new_tuple(vm, details)));
  return vm.raise_object(TRY(vm.call(type, {message, tuple})));
}

namespace {

/// warnings.warn_explicit(message, category, filename, line); an error that it raises becomes the SyntaxError of the note.
Result<void> give_warning(Vm& vm, const SyntaxWarningNote& note, const std::string& filename) {
  Value module = dict_get_str(vm, vm.modules, intern(vm, "_warnings"));
  if (module.is_not_found()) module = TRY(import_native(vm, "_warnings"));
  if (module.is_not_found()) return {};
  const TypeId category = note.category == SyntaxWarningNote::Category::Syntax ? TypeId::SyntaxWarning : TypeId::DeprecationWarning;
  const Result<Value> outcome =
      vm.call_method(module, "warn_explicit", {Value::from_cell(TRY(new_str(vm, note.message))), Value::from_cell(vm.type(category)),
                                               Value::from_cell(TRY(new_str(vm, filename))), Value::from_int(note.line)});
  if (!outcome.is_raised()) return {};
  if (!vm.pending_is(category)) return Raised{};
  (void)vm.catch_pending();
  return raise_syntax_error(vm, note.as_error);
}

}  // namespace

Result<Code*> compile_to_code(Vm& vm, std::string_view source, const CompileOptions& options, CodeUnitPtr* unit) {
  CompileResult compiled = compile_source(source, options);
  for (const SyntaxWarningNote& note : compiled.warnings) TRY(give_warning(vm, note, options.filename));
  if (!compiled.ok()) return raise_syntax_error(vm, compiled.error);
  if (unit) *unit = compiled.code;
  return new_code(vm, compiled.code);
}

Result<Code*> compile_to_code(Vm& vm, std::string_view source, const std::string& filename, CompileMode mode) {
  CompileOptions options;
  options.filename = filename;
  options.mode = mode;
  options.source_is_file = true;
  options.optimize = vm.services->settings.optimize;
  return compile_to_code(vm, source, options);
}

}  // namespace tauraro
