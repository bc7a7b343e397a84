#include "builtins/str_methods.h"

namespace tauraro {

namespace {

/// What the table has for a character: not_found when nothing (or a LookupError).
Result<Value> look_up(Vm& vm, Value table, char32_t character) {
  const Value key = Value::from_int(character);
  if (vm.is_exact(table, TypeId::Dict)) return dict_get(vm, table.as<Dict>(), key);
  const Result<Value> found = get_item(vm, table, key);
  if (found.is_raised()) return vm.catch_if(TypeId::LookupError) ? Result<Value>(Value::not_found()) : Result<Value>(Raised{});
  return found;
}

Result<void> append_translated(Vm& vm, StrBuilder& out, Value table, char32_t character) {
  const Value mapped = TRY(look_up(vm, table, character));
  if (mapped.is_not_found()) {
    out.append(character);
  } else if (is_str(mapped)) {
    out.append(mapped.as<Str>());
  } else if (is_int_like(mapped)) {
    std::int64_t code;
    if (!int_to_int64(mapped, &code) || code < 0 || code > 0x10ffff) return vm.raise(TypeId::ValueError, "character mapping must be in range(0x110000)");
    out.append(static_cast<char32_t>(code));
  } else if (!mapped.is_none()) {
    return vm.raise(TypeId::TypeError, "character mapping must return integer, None or str");
  }
  return {};
}

/// Translates ASCII characters by a dict for as long as each becomes one of them or nothing. Looks every one up only once.
Result<void> translate_ascii(Vm& vm, StrBuilder& out, Dict* table, StrView text, std::uint32_t* place) {
  constexpr std::uint8_t kUnknown = 0xff, kRemoved = 0xfe, kOther = 0xfd;
  std::uint8_t known[128];
  std::memset(known, kUnknown, sizeof known);
  const auto learn = [&](std::uint8_t character) -> Result<std::uint8_t> {
    const Value mapped = TRY(dict_get(vm, table, Value::from_int(character)));
    if (mapped.is_not_found()) return character;
    if (mapped.is_none()) return kRemoved;
    if (mapped.is_int() && mapped.as_int() >= 0 && mapped.as_int() < 128) return static_cast<std::uint8_t>(mapped.as_int());
    if (!vm.is_exact(mapped, TypeId::Str) || mapped.as<Str>()->length != 1 || !is_ascii(mapped.as<Str>())) return kOther;
    return static_cast<std::uint8_t>(view(vm, mapped.as<Str>())[0]);
  };
  constexpr std::uint32_t kPiece = 1024;
  std::uint8_t piece[kPiece];
  while (*place < text.length) {
    std::uint32_t length = 0;
    bool stopped = false;
    const std::uint32_t end = std::min(text.length, *place + kPiece);
    std::uint8_t bits = 0;  // the highest one: a character that is not simply another one
    for (const std::uint8_t* from = text.latin1() + *place; from < text.latin1() + end; ++from) bits |= piece[length++] = known[*from];
    if (bits < 0x80) {
      out.append(StrView{piece, length, 1});
      *place = end;
      continue;
    }
    length = 0;
    for (; *place < end; ++*place) {
      const std::uint8_t character = text.latin1()[*place];
      std::uint8_t to = known[character];
      if (to == kUnknown) [[unlikely]] to = known[character] = TRY(learn(character));
      if (to == kOther) [[unlikely]] {
        stopped = true;
        break;
      }
      piece[length] = to;
      length += to != kRemoved;
    }
    out.append(StrView{piece, length, 1});
    if (stopped) break;
  }
  return {};
}

Result<Value> keys_as_codes(Vm& vm, Dict* given) {
  Dict* table = TRY(new_dict(vm));
  std::uint32_t position = 0;
  Value key, value;
  while (dict_next(given, &position, &key, &value)) {
    if (is_str(key)) {
      if (key.as<Str>()->length != 1) return vm.raise(TypeId::ValueError, "string keys in translate table must be of length 1");
      key = Value::from_int(view(vm, key.as<Str>())[0]);
    } else if (!is_int_like(key)) {
      return vm.raise(TypeId::TypeError, "keys in translate table must be strings or integers");
    }
    TRY(dict_set(vm, table, key, value));
  }
  return Value::from_cell(table);
}

}  // namespace

namespace str_methods {

Result<Value> str_translate(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  if (!flatten(vm, self)) return Raised{};
  StrBuilder out(vm);
  std::uint32_t place = 0;
  if (is_ascii(self) && vm.is_exact(args[1], TypeId::Dict)) TRY(translate_ascii(vm, out, args[1].as<Dict>(), view(self), &place));
  for (; place < self->length; ++place) TRY(append_translated(vm, out, args[1], view(self)[place]));
  return out.finish();
}

Result<Value> str_maketrans(Vm& vm, const Args& args) {
  if (!args.has(1)) {
    if (!args[0].is(kind::Dict)) return vm.raise(TypeId::TypeError, "if you give only one argument to maketrans it must be a dict");
    return keys_as_codes(vm, args[0].as<Dict>());
  }
  Str* to = TRY(str_argument(vm, args[1], "maketrans() argument 2 must be str"));
  Str* removed = args.has(2) ? TRY(str_argument(vm, args[2], "maketrans() argument 3 must be str")) : nullptr;
  if (!is_str(args[0])) return vm.raise(TypeId::TypeError, "first maketrans argument must be a string if there is a second argument");
  Str* from = args[0].as<Str>();
  if (from->length != to->length) return vm.raise(TypeId::ValueError, "the first two maketrans arguments must have equal length");
  Dict* table = TRY(new_dict(vm));
  for (std::uint32_t i = 0; i < from->length; ++i)
    TRY(dict_set(vm, table, Value::from_int(view(vm, from)[i]), Value::from_int(view(vm, to)[i])));
  for (std::uint32_t i = 0; removed && i < removed->length; ++i)
    TRY(dict_set(vm, table, Value::from_int(view(vm, removed)[i]), Value::none()));
  return Value::from_cell(table);
}

}  // namespace str_methods
}  // namespace tauraro
