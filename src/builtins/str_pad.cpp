#include "builtins/str_methods.h"

namespace tauraro {

namespace {

Result<char32_t> fill_argument(Vm& vm, Value value) {
  if (!is_str(value)) return vm.raise_error(TypeId::TypeError, "The fill character must be a unicode character, not ", full_type_name(vm, vm.type_of(value)));
  if (value.as<Str>()->length != 1) return vm.raise(TypeId::TypeError, "The fill character must be exactly one character long");
  return view(vm, value.as<Str>())[0];
}

Result<Value> pad(Vm& vm, Str* self, std::int64_t left, std::int64_t right, char32_t fill) {
  if (left <= 0 && right <= 0) return str_result(exact_str(vm, self));
  if (left + right > static_cast<std::int64_t>(kMaxStrLength) - self->length) return vm.out_of_memory();
  StrBuilder out(vm);
  out.append_repeated(fill, static_cast<std::size_t>(left));
  out.append(self);
  out.append_repeated(fill, static_cast<std::size_t>(right));
  return out.finish();
}

}  // namespace

namespace str_methods {

Result<Value> str_ljust(Vm& vm, const Args& args) {
  const std::int64_t width = TRY(index_to_int64(vm, args[1]));
  const char32_t fill = TRY(fill_argument(vm, args[2]));
  return pad(vm, self_str(args), 0, std::max<std::int64_t>(0, width - self_str(args)->length), fill);
}

Result<Value> str_rjust(Vm& vm, const Args& args) {
  const std::int64_t width = TRY(index_to_int64(vm, args[1]));
  const char32_t fill = TRY(fill_argument(vm, args[2]));
  return pad(vm, self_str(args), std::max<std::int64_t>(0, width - self_str(args)->length), 0, fill);
}

Result<Value> str_center(Vm& vm, const Args& args) {
  const std::int64_t width = TRY(index_to_int64(vm, args[1]));
  const char32_t fill = TRY(fill_argument(vm, args[2]));
  const std::int64_t room = width - self_str(args)->length;
  if (room <= 0) return str_result(exact_str(vm, self_str(args)));
  const std::int64_t left = room / 2 + (room & width & 1);
  return pad(vm, self_str(args), left, room - left, fill);
}

Result<Value> str_zfill(Vm& vm, const Args& args) {
  Str* self = self_str(args);
  const std::int64_t room = TRY(index_to_int64(vm, args[1])) - self->length;
  if (room <= 0) return str_result(exact_str(vm, self));
  const StrView text = view(vm, self);
  if (text.length == 0 || (text[0] != '+' && text[0] != '-')) return pad(vm, self, room, 0, '0');
  if (room > static_cast<std::int64_t>(kMaxStrLength)) return vm.out_of_memory();
  StrBuilder out(vm);
  out.append(text[0]);
  out.append_repeated('0', static_cast<std::size_t>(room));
  out.append(sub_view(text, 1, text.length - 1));
  return out.finish();
}

Result<Value> str_expandtabs(Vm& vm, const Args& args) {
  const std::int64_t tab_size = TRY(index_to_int64(vm, args[1]));
  if (tab_size > INT32_MAX) return vm.raise(TypeId::OverflowError, "Python int too large to convert to C int");
  const StrView text = view(vm, self_str(args));
  StrBuilder out(vm);
  std::int64_t column = 0;
  for (std::uint32_t i = 0; i < text.length; ++i) {
    const char32_t character = text[i];
    if (character != '\t') {
      out.append(character);
      column = character == '\n' || character == '\r' ? 0 : column + 1;
    } else if (tab_size > 0) {
      const std::int64_t step = tab_size - column % tab_size;
      if (out.length() + static_cast<std::size_t>(step) > kMaxStrLength) return vm.raise(TypeId::OverflowError, "new string is too long");
      out.append_repeated(' ', static_cast<std::size_t>(step));
      column += step;
    }
  }
  return out.finish();
}

}  // namespace str_methods
}  // namespace tauraro
