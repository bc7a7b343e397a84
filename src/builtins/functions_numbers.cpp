// Builtin functions on numbers and characters.
#include <algorithm>
#include <charconv>

#include "builtins/arguments.h"
#include "builtins/builtin_functions.h"
#include "builtins/support.h"
#include "object/bytes.h"
#include "object/direct_call.h"

namespace tauraro {

Result<Value> builtin_abs(Vm& vm, const Args& args) {
  if (args[0].is_int()) return new_int(vm, args[0].as_int() < 0 ? -args[0].as_int() : args[0].as_int());
  if (args[0].is_double()) return Value::from_double(__builtin_fabs(args[0].as_double()));
  if (!vm.type_of(args[0])->has(Special::Abs))
    return vm.raise_error(TypeId::TypeError, "bad operand type for abs(): '", full_type_name(vm, vm.type_of(args[0])), "'");
  return vm.call_special(args[0], Special::Abs);
}

namespace {

/// "-0x1f": the sign, the prefix, the digits.
Result<Value> with_prefix(Vm& vm, Value number, int base, const char* prefix) {
  if (number.is_int()) {
    char text[64];
    char* out = text;
    const std::int64_t value = number.as_int();
    if (value < 0) *out++ = '-';
    *out++ = prefix[0];
    *out++ = prefix[1];
    out = std::to_chars(out, text + sizeof text, value < 0 ? -value : value, base).ptr;
    return str_value(vm, std::string_view(text, static_cast<std::size_t>(out - text)));
  }
  const std::string digits = text_of(vm, TRY(int_to_str(vm, TRY(index_of(vm, number)), base)));
  if (digits[0] == '-') return str_value(vm, concat("-", prefix, digits.substr(1)));
  return str_value(vm, concat(prefix, digits));
}

}  // namespace

Result<Value> builtin_bin(Vm& vm, const Args& args) { return with_prefix(vm, args[0], 2, "0b"); }
Result<Value> builtin_oct(Vm& vm, const Args& args) { return with_prefix(vm, args[0], 8, "0o"); }
Result<Value> builtin_hex(Vm& vm, const Args& args) { return with_prefix(vm, args[0], 16, "0x"); }

Result<Value> builtin_chr(Vm& vm, const Args& args) {
  const Value number = TRY(index_of(vm, args[0]));
  std::int64_t code;
  if (!int_to_int64(number, &code) || code > INT32_MAX || code < INT32_MIN)
    return vm.raise(TypeId::OverflowError, "Python int too large to convert to C int");
  if (code < 0 || code > 0x10ffff) return vm.raise(TypeId::ValueError, "chr() arg not in range(0x110000)");
  return value_of(char_str(vm, static_cast<char32_t>(code)));
}

Result<Value> builtin_ord(Vm& vm, const Args& args) {
  std::uint64_t size = 0;
  if (args[0].is(kind::Str)) {
    Str* text = flatten(vm, args[0].as<Str>());
    if (!text) return Raised{};
    if (text->length == 1) return Value::from_int(static_cast<std::int64_t>(view(text)[0]));
    size = text->length;
  } else if (args[0].is(kind::Bytes) || args[0].is(kind::ByteArray)) {
    const std::string_view bytes = args[0].is(kind::Bytes) ? args[0].as<Bytes>()->view() : args[0].as<ByteArray>()->view();
    if (bytes.size() == 1) return Value::from_int(static_cast<unsigned char>(bytes[0]));
    size = bytes.size();
  } else {
    return vm.raise_error(TypeId::TypeError, "ord() expected string of length 1, but ", full_type_name(vm, vm.type_of(args[0])), " found");
  }
  return vm.raise_error(TypeId::TypeError, "ord() expected a character, but string of length ", size, " found");
}

namespace {

/// left.direct(right), right.reflected(left), or the other way round when right's class is derived; not_implemented when none knows.
Result<Value> try_operator(Vm& vm, Special direct, Special reflected, Value left, Value right) {
  const Type* left_type = vm.type_of(left);
  const Type* right_type = vm.type_of(right);
  bool try_reflected = left_type != right_type && right_type->has(reflected);
  if (try_reflected && is_subtype(right_type, left_type) && right_type->special(reflected) != left_type->special(reflected)) {
    const Value result = TRY(vm.call_special(right, reflected, {left}));
    if (!result.is_not_implemented()) return result;
    try_reflected = false;
  }
  if (left_type->has(direct)) {
    const Value result = TRY(vm.call_special(left, direct, {right}));
    if (!result.is_not_implemented()) return result;
  }
  return try_reflected ? vm.call_special(right, reflected, {left}) : Result<Value>(Value::not_implemented());
}

}  // namespace

Result<Value> builtin_divmod(Vm& vm, const Args& args) {
  const Value result = TRY(try_operator(vm, Special::Divmod, Special::RDivmod, args[0], args[1]));
  if (!result.is_not_implemented()) return result;
  return vm.raise_error(TypeId::TypeError, "unsupported operand type(s) for divmod(): '", full_type_name(vm, vm.type_of(args[0])), "' and '",
                        full_type_name(vm, vm.type_of(args[1])), "'");
}

Result<Value> builtin_pow(Vm& vm, const Args& args) {
  if (args[2].is_none()) return binary_op(vm, BinaryOp::Pow, args[0], args[1]);
  if (is_int_like(args[0]) && is_int_like(args[1]) && is_int_like(args[2])) return int_pow_mod(vm, args[0], args[1], args[2]);
  for (int i = 0; i < 3; ++i) {  // a float or complex among them refuses
    const Value operand = args[static_cast<std::size_t>(i)];
    const bool is_self = i == 0;
    if (!is_self && !operand.is_double() && !operand.is(kind::FloatObject) && !operand.is(kind::Complex)) continue;
    if (!vm.type_of(operand)->has(Special::Pow)) continue;
    const Value result = TRY(vm.call_special(operand, Special::Pow, is_self ? std::initializer_list<Value>{args[1], args[2]} : std::initializer_list<Value>{args[0], args[2]}));
    if (!result.is_not_implemented()) return result;
  }
  return vm.raise_error(TypeId::TypeError, "unsupported operand type(s) for ** or pow(): '", full_type_name(vm, vm.type_of(args[0])), "', '",
                        full_type_name(vm, vm.type_of(args[1])), "', '", full_type_name(vm, vm.type_of(args[2])), "'");
}

Result<Value> builtin_round(Vm& vm, const Args& args) {
  const Type* type = vm.type_of(args[0]);
  if (!type->has(Special::Round))
    return vm.raise_error(TypeId::TypeError, "type ", full_type_name(vm, type), " doesn't define __round__ method");
  if (args[1].is_none()) return vm.call_special(args[0], Special::Round);
  return vm.call_special(args[0], Special::Round, {args[1]});
}

namespace {

bool is_plain_sequence(Vm& vm, Value value) { return vm.is_exact(value, TypeId::List) || vm.is_exact(value, TypeId::Tuple); }
/// The items of a list or tuple, as long as it is not changed.
std::span<const Value> items_of(Value sequence) { return sequence.is(kind::List) ? sequence.as<List>()->span() : sequence.as<Tuple>()->span(); }

/// The running total of sum(): an int64, then a double, then any object.
class Sum {
 public:
  Sum(Vm& vm, Value start) : vm_(vm), object_(start) {
    if (start.is_int()) {
      state_ = State::Int;
      integer_ = start.as_int();
    } else if (start.is_double()) {
      state_ = State::Double;
      number_ = start.as_double();
    }
  }

  /// Adds items as long as they are numbers of the one kind that the total is of; returns how many.
  std::size_t add_run(std::span<const Value> items) {
    std::size_t i = 0;
    if (state_ == State::Int) {
      for (; i < items.size() && items[i].is_int(); ++i)
        if (std::int64_t total; !__builtin_add_overflow(integer_, items[i].as_int(), &total)) integer_ = total;
        else break;
    } else if (state_ == State::Double) {
      for (; i < items.size() && items[i].is_double(); ++i) number_ += items[i].as_double();
    }
    return i;
  }

  Result<void> add(Value item) {
    if (state_ == State::Int) {
      if (item.is_int() || item.is_bool()) {
        const std::int64_t term = item.is_int() ? item.as_int() : item.is_true();
        if (!__builtin_add_overflow(integer_, term, &integer_)) return {};
        integer_ -= term;  // wraps back
      }
      object_ = TRY(new_int(vm_, integer_));
      state_ = State::Object;
    } else if (state_ == State::Double) {
      if (item.is_double()) {
        number_ += item.as_double();
        return {};
      }
      if (item.is_int() || item.is_bool()) {
        number_ += static_cast<double>(item.is_int() ? item.as_int() : item.is_true());
        return {};
      }
      object_ = Value::from_any_double(number_);
      state_ = State::Object;
    }
    object_ = TRY(binary_op(vm_, BinaryOp::Add, object_, item));
    if (object_.is_double()) {
      state_ = State::Double;
      number_ = object_.as_double();
    }
    return {};
  }

  Result<Value> total() const {
    switch (state_) {
      case State::Int: return new_int(vm_, integer_);
      case State::Double: return Value::from_any_double(number_);
      default: return object_;
    }
  }

 private:
  enum class State { Int, Double, Object };
  Vm& vm_;
  State state_ = State::Object;
  std::int64_t integer_ = 0;
  double number_ = 0;
  Value object_;
};

}  // namespace

Result<Value> builtin_sum(Vm& vm, const Args& args) {
  const Value start = args[1];
  if (start.is(kind::Str)) return vm.raise(TypeId::TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  if (start.is(kind::Bytes)) return vm.raise(TypeId::TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (start.is(kind::ByteArray)) return vm.raise(TypeId::TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
  Sum sum(vm, start);
  if (is_plain_sequence(vm, args[0])) {
    for (std::size_t i = 0;; ++i) {
      i += sum.add_run(items_of(args[0]).subspan(i));
      if (i >= items_of(args[0]).size()) return sum.total();
      TRY(sum.add(items_of(args[0])[i]));
      if ((i & 0xffff) == 0) TRY(vm.poll());
      if (i >= items_of(args[0]).size()) return sum.total();
    }
  }
  std::uint32_t steps = 0;
  TRY(for_each(vm, args[0], [&](Value item) -> Result<bool> {
    TRY(sum.add(item));
    if ((++steps & 0xffff) == 0) TRY(vm.poll());
    return true;
  }));
  return sum.total();
}

namespace {

/// The best one of the small ints, or of the floats, that the items begin with, and how many those are.
std::size_t best_of_run(std::span<const Value> items, bool least, Value* best) {
  std::size_t i = 0;
  if (items.empty()) return 0;
  if (items[0].is_int()) {
    std::int64_t number = items[0].as_int();
    for (; i < items.size() && items[i].is_int(); ++i) number = least ? std::min(number, items[i].as_int()) : std::max(number, items[i].as_int());
    *best = Value::from_int(number);
  } else if (items[0].is_double()) {
    double number = items[0].as_double();
    for (; i < items.size() && items[i].is_double(); ++i) {
      const double other = items[i].as_double();
      if (least ? other < number : other > number) number = other;
    }
    *best = Value::from_any_double(number);
  }
  return i;
}

Result<Value> extremum(Vm& vm, const Args& args, const char* name, CompareOp better) {
  const Value key = TRY(take_keyword(vm, args, "key"));
  const Value fallback = TRY(take_keyword(vm, args, "default"));
  if (args.rest_count == 0) return vm.raise_error(TypeId::TypeError, name, " expected at least 1 argument, got 0");
  TRY(refuse_other_keywords(vm, name, args));
  const bool has_key = !key.is_not_found() && !key.is_none();
  if (args.rest_count > 1 && !fallback.is_not_found())
    return vm.raise_error(TypeId::TypeError, "Cannot specify a default for ", name, "() with multiple positional arguments");
  Value best, best_key;
  std::uint32_t steps = 0;
  const auto consider = [&](Value item) -> Result<bool> {
    const Value item_key = has_key ? TRY(call_repeatedly(vm, key, item)) : item;
    const bool both_int = item_key.is_int() && best_key.is_int();  // their words are in the same order
    const bool is_better = best.is_empty() || (both_int ? (better == CompareOp::Lt ? item_key.bits() < best_key.bits() : item_key.bits() > best_key.bits())
                                                        : TRY(compare_truth(vm, better, item_key, best_key)));
    if (is_better) {
      best = item;
      best_key = item_key;
    }
    if ((++steps & 0xffff) == 0) TRY(vm.poll());
    return true;
  };
  if (args.rest_count > 1) {
    for (Value item : args.rest_span()) (void)TRY(consider(item));
  } else if (!has_key && is_plain_sequence(vm, args.rest[0])) {
    std::size_t i = best_of_run(items_of(args.rest[0]), better == CompareOp::Lt, &best);
    best_key = best;
    for (; i < items_of(args.rest[0]).size(); ++i) (void)TRY(consider(items_of(args.rest[0])[i]));
  } else {
    TRY(for_each(vm, args.rest[0], consider));
  }
  if (!best.is_empty()) return best;
  if (!fallback.is_not_found()) return fallback;
  return vm.raise_error(TypeId::ValueError, name, "() arg is an empty sequence");
}

}  // namespace

Result<Value> builtin_min(Vm& vm, const Args& args) { return extremum(vm, args, "min", CompareOp::Lt); }
Result<Value> builtin_max(Vm& vm, const Args& args) { return extremum(vm, args, "max", CompareOp::Gt); }

}  // namespace tauraro
