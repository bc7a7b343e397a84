// The _string module: what string.Formatter asks of the template parser.
#include "builtins/arguments.h"
#include "builtins/format_markup.h"
#include "builtins/str_methods.h"
#include "object/native.h"

namespace tauraro {

namespace {

Result<Value> str_of(Vm& vm, StrView text) { return str_result(new_str_view(vm, text)); }

/// (literal, field name, specification, conversion) of one piece.
Result<Value> piece_tuple(Vm& vm, const MarkupPiece& piece) {
  const Value literal = TRY(str_of(vm, piece.literal));
  if (!piece.has_field) return make_tuple(vm, {literal, Value::none(), Value::none(), Value::none()});
  const Value name = TRY(str_of(vm, piece.name));
  const Value spec = TRY(str_of(vm, piece.spec));
  const Value conversion = piece.conversion ? Value::from_cell(char_str(vm, piece.conversion)) : Value::none();
  return make_tuple(vm, {literal, name, spec, conversion});
}

Result<Value> formatter_parser(Vm& vm, const Args& args) {
  if (!is_str(args[0])) return vm.raise_error(TypeId::TypeError, "expected str, got ", full_type_name(vm, vm.type_of(args[0])));
  List* pieces = TRY(new_list(vm));
  MarkupReader reader(view(vm, args[0].as<Str>()));
  MarkupPiece piece;
  while (!reader.at_end()) {
    TRY(reader.next(vm, &piece));
    TRY(list_append(vm, pieces, TRY(piece_tuple(vm, piece))));
  }
  return get_iter(vm, Value::from_cell(pieces));
}

Result<Value> formatter_field_name_split(Vm& vm, const Args& args) {
  if (!is_str(args[0])) return vm.raise_error(TypeId::TypeError, "expected str, got ", full_type_name(vm, vm.type_of(args[0])));
  FieldName name;
  TRY(name.open(vm, view(vm, args[0].as<Str>())));
  List* rest = TRY(new_list(vm));
  while (!name.at_end()) {
    const FieldName::Part part = TRY(name.next(vm));
    const Value key = !part.is_attribute && part.index >= 0 ? TRY(new_int(vm, part.index)) : TRY(str_of(vm, part.text));
    TRY(list_append(vm, rest, TRY(make_pair(vm, Value::from_bool(part.is_attribute), key))));
  }
  const Value first = name.first_index() >= 0 ? TRY(new_int(vm, name.first_index())) : TRY(str_of(vm, name.first()));
  return make_pair(vm, first, TRY(get_iter(vm, Value::from_cell(rest))));
}

constexpr NativeMethod kFunctions[] = {
    {"formatter_parser", formatter_parser, "(object, /)"},
    {"formatter_field_name_split", formatter_field_name_split, "(object, /)"},
};

constexpr NativeModuleSpec kModule{"_string", kFunctions};

}  // namespace

const NativeModuleSpec& string_module() { return kModule; }

}  // namespace tauraro
