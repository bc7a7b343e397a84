// Operators and protocols on any values: dispatch to the types' methods.
#include "object/operations.h"

#include "object/comparison.h"
#include "object/complex.h"
#include "object/format_spec.h"
#include "object/function.h"
#include "object/instance.h"
#include "object/int.h"
#include "object/number_format.h"
#include "object/signature.h"
#include "object/unsupported.h"

namespace tauraro {
namespace {

constexpr int kBinaryCount = 13;
constexpr const char* kBinarySymbols[kBinaryCount] = {"+", "-", "*", "/", "//", "%", "** or pow()", "@", "<<", ">>", "&", "|", "^"};
constexpr const char* kInplaceSymbols[kBinaryCount] = {"+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "<<=", ">>=", "&=", "|=", "^="};
constexpr const char* kCompareSymbols[] = {"<", "<=", "==", "!=", ">", ">="};

Special direct_special(BinaryOp op) { return static_cast<Special>(static_cast<int>(Special::Add) + static_cast<int>(op)); }
Special reflected_special(BinaryOp op) { return static_cast<Special>(static_cast<int>(Special::RAdd) + static_cast<int>(op)); }
Special inplace_special(BinaryOp op) { return static_cast<Special>(static_cast<int>(Special::IAdd) + static_cast<int>(op)); }
Special compare_special(CompareOp op) { return static_cast<Special>(static_cast<int>(Special::Lt) + static_cast<int>(op)); }
CompareOp swapped(CompareOp op) {
  constexpr CompareOp kSwapped[] = {CompareOp::Gt, CompareOp::Ge, CompareOp::Eq, CompareOp::Ne, CompareOp::Lt, CompareOp::Le};
  return kSwapped[static_cast<int>(op)];
}

/// Whether a type's native method can be entered with `count` arguments, self first, as they are.
bool fits_directly(Vm& vm, Value method, Value self, std::size_t count) {
  if (!method.is(kind::NativeFunction)) return false;
  const auto* function = method.as<NativeFunction>();
  const Signature& signature = *function->signature;
  if (!function->self.is_empty() || !signature.self || !signature.only_positional || signature.positional != count) return false;
  if (function->shape == builtin_shape(TypeId::BuiltinFunction) || function->shape == builtin_shape(TypeId::ClassMethodDescriptor)) return false;
  return function->owner.is_empty() || is_instance(vm, self, function->owner.as<Type>());
}

/// Calls a method for which fits_directly; the arguments are the callee's.
Result<Value> call_directly(Vm& vm, Value method, std::span<Value> arguments) {
  TRY(vm.check_native_space(" while calling a Python object"));
  return method.as<NativeFunction>()->definition->call(vm, Args{arguments.data(), static_cast<std::uint32_t>(arguments.size()), 0, nullptr, nullptr});
}

/// What Vm::call_special does, with a short way to native methods.
Result<Value> call_slot(Vm& vm, Value self, Special which) {
  const Value method = vm.type_of(self)->special(which);
  if (!fits_directly(vm, method, self, 1)) return vm.call_special(self, which);
  Value arguments[] = {self};
  return call_directly(vm, method, arguments);
}
Result<Value> call_slot(Vm& vm, Value self, Special which, Value argument) {
  const Value method = vm.type_of(self)->special(which);
  if (!fits_directly(vm, method, self, 2)) return vm.call_special(self, which, {argument});
  Value arguments[] = {self, argument};
  return call_directly(vm, method, arguments);
}

/// Calls method(self, argument); `method` is what the type has (unbound).
Result<Value> call_unbound(Vm& vm, Value method, Value self, Value argument) {
  if (fits_directly(vm, method, self, 2)) {
    Value arguments[] = {self, argument};
    return call_directly(vm, method, arguments);
  }
  if (method.is(kind::Function) || (method.is(kind::NativeFunction) && method.as<NativeFunction>()->self.is_empty())) {
    const Value arguments[] = {self, argument};
    return vm.call(method, std::span<const Value>(arguments));
  }
  return vm.call(TRY(bind_descriptor(vm, method, self, vm.type_of(self))), {argument});
}

/// int and float in all combinations, without a lookup; not_found when an operand is neither.
Result<Value> number_op(Vm& vm, BinaryOp op, Value left, Value right) {
  const bool left_int = left.is_int() || vm.is_exact(left, TypeId::Int) || left.is_bool();
  const bool right_int = right.is_int() || vm.is_exact(right, TypeId::Int) || right.is_bool();
  if (left_int && right_int) {
    switch (op) {
      case BinaryOp::Add: return int_add(vm, left, right);
      case BinaryOp::Sub: return int_sub(vm, left, right);
      case BinaryOp::Mul: return int_mul(vm, left, right);
      case BinaryOp::TrueDiv: return int_true_div(vm, left, right);
      case BinaryOp::FloorDiv: return int_floor_div(vm, left, right);
      case BinaryOp::Mod: return int_mod(vm, left, right);
      case BinaryOp::Pow: return int_pow(vm, left, right);
      case BinaryOp::LShift: return int_lshift(vm, left, right);
      case BinaryOp::RShift: return int_rshift(vm, left, right);
      case BinaryOp::And: case BinaryOp::Or: case BinaryOp::Xor: break;
      default: return Value::not_found();
    }
    if (left.is_bool() && right.is_bool()) return Value::not_found();  // stay bool: through the type's methods
    return op == BinaryOp::And ? int_and(vm, left, right) : op == BinaryOp::Or ? int_or(vm, left, right) : int_xor(vm, left, right);
  }
  if (!(left.is_double() || left_int) || !(right.is_double() || right_int)) return Value::not_found();
  if (op > BinaryOp::Pow) return Value::not_found();
  const double a = left.is_double() ? left.as_double() : TRY(int_to_double(vm, left));
  const double b = right.is_double() ? right.as_double() : TRY(int_to_double(vm, right));
  switch (op) {
    case BinaryOp::Add: return Value::from_any_double(a + b);
    case BinaryOp::Sub: return Value::from_any_double(a - b);
    case BinaryOp::Mul: return Value::from_any_double(a * b);
    case BinaryOp::TrueDiv:
      if (b == 0) return vm.raise(TypeId::ZeroDivisionError, "float division by zero");
      return Value::from_any_double(a / b);
    case BinaryOp::FloorDiv: return double_floor_div(vm, a, b);
    case BinaryOp::Mod: return double_mod(vm, a, b);
    default: return double_pow(vm, a, b);
  }
}

/// Frequent operations of two strs or two complex numbers without a lookup; not_found for others.
Result<Value> same_type_op(Vm& vm, BinaryOp op, Value left, Value right) {
  if (!left.is_cell() || !right.is_cell() || left.as_cell()->shape != right.as_cell()->shape) return Value::not_found();
  const std::uint32_t shape = left.as_cell()->shape;
  if (shape == builtin_shape(TypeId::Str) && op == BinaryOp::Add) return str_concat(vm, left.as<Str>(), right.as<Str>());
  if (shape != builtin_shape(TypeId::Complex)) return Value::not_found();
  const ComplexNumber a = complex_of(left.as<Complex>()), b = complex_of(right.as<Complex>());
  switch (op) {
    case BinaryOp::Add: return new_complex(vm, a.real + b.real, a.imaginary + b.imaginary);
    case BinaryOp::Sub: return new_complex(vm, a.real - b.real, a.imaginary - b.imaginary);
    case BinaryOp::Mul: {
      const ComplexNumber product = complex_multiply(a, b);
      return new_complex(vm, product.real, product.imaginary);
    }
    default: return Value::not_found();
  }
}

/// number_op and same_type_op.
Result<Value> builtin_op(Vm& vm, BinaryOp op, Value left, Value right) {
  const Value number = TRY(number_op(vm, op, left, right));
  return number.is_not_found() ? same_type_op(vm, op, left, right) : Result<Value>(number);
}

/// The result, or not_implemented.
Result<Value> try_binary(Vm& vm, BinaryOp op, Value left, Value right) {
  const Type* left_type = vm.type_of(left);
  const Type* right_type = vm.type_of(right);
  const Value direct = left_type->special(direct_special(op));
  Value reflected;
  if (left_type != right_type) reflected = right_type->special(reflected_special(op));
  if (!reflected.is_empty() && is_subtype(right_type, left_type) && reflected != left_type->special(reflected_special(op))) {
    const Value result = TRY(call_unbound(vm, reflected, right, left));
    if (!result.is_not_implemented()) return result;
    reflected = Value();
  }
  if (!direct.is_empty()) {
    const Value result = TRY(call_unbound(vm, direct, left, right));
    if (!result.is_not_implemented()) return result;
  }
  if (!reflected.is_empty()) return call_unbound(vm, reflected, right, left);
  return Value::not_implemented();
}

Raised raise_unsupported(Vm& vm, const char* symbol, Value left, Value right) {
  return vm.raise_error(TypeId::TypeError, "unsupported operand type(s) for ", symbol, ": '", full_type_name(vm, vm.type_of(left)), "' and '",
                        full_type_name(vm, vm.type_of(right)), "'");
}

bool is_concatenable(Value value) {
  return value.is(kind::List) || value.is(kind::Tuple) || value.is(kind::Str) || value.is(kind::Bytes) || value.is(kind::ByteArray);
}
/// The builtin type whose slot concatenates: that of a subclass instance, too.
const Type* concatenated_type(Vm& vm, Value value) {
  const Type* type = vm.type_of(value);
  while (type->flags & kTypeHeap) type = type->base;
  return type;
}

/// Whether CPython's `*=` finds sequence slots in the type, but none that repeats: it does not try the other operand's then.
bool is_unrepeatable_container(Vm& vm, Value value) {
  if (is_concatenable(value)) return false;
  const Type* type = vm.type_of(value);
  return type->flags & kTypeHeap || type->has(Special::Contains) || vm.is_exact(value, TypeId::MemoryView);
}

/// CPython reports a failed sequence operation from the sequence's slot, with its own message.
Result<Value> raise_binary_error(Vm& vm, BinaryOp op, const char* symbol, Value left, Value right) {
  if (op == BinaryOp::RShift && left.is(kind::NativeFunction) && str_is_print(vm, left))
    return vm.raise_error(TypeId::TypeError, "unsupported operand type(s) for ", symbol, ": '", full_type_name(vm, vm.type_of(left)), "' and '",
                          full_type_name(vm, vm.type_of(right)), "'. Did you mean \"print(<message>, file=<output_stream>)\"?");
  if (op == BinaryOp::Add && is_concatenable(left)) {
    const std::string left_name = full_type_name(vm, concatenated_type(vm, left));
    const std::string right_name = full_type_name(vm, vm.type_of(right));
    if (left.is(kind::Bytes) || left.is(kind::ByteArray))
      return vm.raise_error(TypeId::TypeError, "can't concat ", right_name, " to ", left_name);
    return vm.raise_error(TypeId::TypeError, "can only concatenate ", left_name, " (not \"", right_name, "\") to ", left_name);
  }
  if (op == BinaryOp::Mul && (is_concatenable(left) || is_concatenable(right)))
    return vm.raise_error(TypeId::TypeError, "can't multiply sequence by non-int of type '",
                          full_type_name(vm, vm.type_of(is_concatenable(left) ? right : left)), "'");
  return raise_unsupported(vm, symbol, left, right);
}

}  // namespace

bool str_is_print(Vm& vm, Value function) { return std::string_view(function.as<NativeFunction>()->definition->name) == "print"; }

Result<Value> raise_unsupported_operands(Vm& vm, BinaryOp op, bool inplace, Value left, Value right) {
  const char* symbol = (inplace ? kInplaceSymbols : kBinarySymbols)[static_cast<int>(op)];
  if (inplace && op == BinaryOp::Mul && is_unrepeatable_container(vm, left)) return raise_unsupported(vm, symbol, left, right);
  return raise_binary_error(vm, op, symbol, left, right);
}

Result<Value> binary_op(Vm& vm, BinaryOp op, Value left, Value right) {
  const Value quick = TRY(builtin_op(vm, op, left, right));
  if (!quick.is_not_found()) return quick;
  const Value result = TRY(try_binary(vm, op, left, right));
  if (!result.is_not_implemented()) return result;
  return raise_binary_error(vm, op, kBinarySymbols[static_cast<int>(op)], left, right);
}

Result<Value> inplace_op(Vm& vm, BinaryOp op, Value left, Value right) {
  const Value quick = TRY(builtin_op(vm, op, left, right));
  if (!quick.is_not_found()) return quick;
  const Value method = vm.type_of(left)->special(inplace_special(op));
  if (!method.is_empty()) {
    const Value result = TRY(call_unbound(vm, method, left, right));
    if (!result.is_not_implemented()) return result;
  }
  const Value result = TRY(try_binary(vm, op, left, right));
  if (!result.is_not_implemented()) return result;
  const char* symbol = kInplaceSymbols[static_cast<int>(op)];
  if (op == BinaryOp::Mul && is_unrepeatable_container(vm, left)) return raise_unsupported(vm, symbol, left, right);
  return raise_binary_error(vm, op, symbol, left, right);
}

namespace {

Result<Value> unary(Vm& vm, Special which, const char* symbol, Value operand) {
  if (!vm.type_of(operand)->has(which))
    return vm.raise_error(TypeId::TypeError, "bad operand type for unary ", symbol, ": '", full_type_name(vm, vm.type_of(operand)), "'");
  return call_slot(vm, operand, which);
}

}  // namespace

Result<Value> negative(Vm& vm, Value operand) {
  if (operand.is_double()) return Value::from_any_double(-operand.as_double());
  return unary(vm, Special::Neg, "-", operand);
}
Result<Value> positive(Vm& vm, Value operand) {
  if (operand.is_double() || operand.is_int()) return operand;
  return unary(vm, Special::Pos, "+", operand);
}
Result<Value> invert(Vm& vm, Value operand) { return unary(vm, Special::Invert, "~", operand); }

// ---- comparison ----

namespace {

bool int_order(CompareOp op, int order) {
  switch (op) {
    case CompareOp::Lt: return order < 0;
    case CompareOp::Le: return order <= 0;
    case CompareOp::Eq: return order == 0;
    case CompareOp::Ne: return order != 0;
    case CompareOp::Gt: return order > 0;
    default: return order >= 0;
  }
}

bool double_order(CompareOp op, double left, double right) {
  switch (op) {
    case CompareOp::Lt: return left < right;
    case CompareOp::Le: return left <= right;
    case CompareOp::Eq: return left == right;
    case CompareOp::Ne: return left != right;
    case CompareOp::Gt: return left > right;
    default: return left >= right;
  }
}

/// Exact numbers and strings without a lookup; not_found otherwise.
Value compare_builtin(Vm& vm, CompareOp op, Value left, Value right) {
  if (left.is_int() && right.is_int()) {
    const std::int64_t a = left.as_int(), b = right.as_int();
    return Value::from_bool(int_order(op, a < b ? -1 : a > b));
  }
  const bool left_int = left.is_int() || vm.is_exact(left, TypeId::Int) || left.is_bool();
  const bool right_int = right.is_int() || vm.is_exact(right, TypeId::Int) || right.is_bool();
  if (left_int && right_int) return Value::from_bool(int_order(op, int_compare(left, right)));
  if (left.is_double() && right.is_double()) return Value::from_bool(double_order(op, left.as_double(), right.as_double()));
  if (left.is_double() && right_int) {
    if (left.as_double() != left.as_double()) return Value::from_bool(op == CompareOp::Ne);
    return Value::from_bool(int_order(op, -int_compare_double(right, left.as_double())));
  }
  if (left_int && right.is_double()) {
    if (right.as_double() != right.as_double()) return Value::from_bool(op == CompareOp::Ne);
    return Value::from_bool(int_order(op, int_compare_double(left, right.as_double())));
  }
  if (vm.is_exact(left, TypeId::Str) && vm.is_exact(right, TypeId::Str)) {
    Str* a = left.as<Str>();
    Str* b = right.as<Str>();
    if (op == CompareOp::Eq || op == CompareOp::Ne) return Value::from_bool((a == b || str_equal(vm, a, b)) == (op == CompareOp::Eq));
    return Value::from_bool(int_order(op, str_compare(vm, a, b)));
  }
  return Value::not_found();
}

}  // namespace

namespace {

Result<Value> compare_tuples(Vm& vm, CompareOp op, std::span<const Value> left, std::span<const Value> right) {
  const std::size_t common = std::min(left.size(), right.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (left[i] == right[i] || TRY(equals(vm, left[i], right[i]))) continue;
    if (op == CompareOp::Eq || op == CompareOp::Ne) return Value::from_bool(op == CompareOp::Ne);
    return compare(vm, op, left[i], right[i]);
  }
  return Value::from_bool(int_order(op, left.size() < right.size() ? -1 : left.size() > right.size()));
}

}  // namespace

Result<Value> call_comparison(Vm& vm, Value method, Value self, Value argument) {
  const bool is_plain = method.is(kind::Function) || method.is(kind::NativeFunction);
  if (is_plain) return call_unbound(vm, method, self, argument);
  const Result<Value> bound = bind_descriptor(vm, method, self, vm.type_of(self));
  if (!bound.is_raised()) return vm.call(bound.value(), {argument});
  if (vm.catch_pending().is_empty()) return Raised{};
  return Value::not_implemented();
}

Result<Value> compare(Vm& vm, CompareOp op, Value left, Value right) {
  const Value quick = compare_builtin(vm, op, left, right);
  if (!quick.is_not_found()) return quick;
  TAURARO_ENTER_NATIVE(vm, " in comparison");
  if (vm.is_exact(left, TypeId::Tuple) && vm.is_exact(right, TypeId::Tuple)) return compare_tuples(vm, op, left.as<Tuple>()->span(), right.as<Tuple>()->span());
  const Type* left_type = vm.type_of(left);
  const Type* right_type = vm.type_of(right);
  const Value direct = left_type->special(compare_special(op));
  const Value reflected = right_type->special(compare_special(swapped(op)));
  bool tried_reflected = false;
  if (left_type != right_type && is_subtype(right_type, left_type) && !reflected.is_empty()) {
    tried_reflected = true;
    const Value result = TRY(call_comparison(vm, reflected, right, left));
    if (!result.is_not_implemented()) return result;
  }
  if (!direct.is_empty()) {
    const Value result = TRY(call_comparison(vm, direct, left, right));
    if (!result.is_not_implemented()) return result;
  }
  if (!tried_reflected && !reflected.is_empty()) {
    const Value result = TRY(call_comparison(vm, reflected, right, left));
    if (!result.is_not_implemented()) return result;
  }
  if (op == CompareOp::Eq) return Value::from_bool(is_same(left, right));
  if (op == CompareOp::Ne) return Value::from_bool(!is_same(left, right));
  return vm.raise_error(TypeId::TypeError, "'", kCompareSymbols[static_cast<int>(op)], "' not supported between instances of '",
                        full_type_name(vm, left_type), "' and '", full_type_name(vm, right_type), "'");
}

Result<bool> compare_truth(Vm& vm, CompareOp op, Value left, Value right) {
  const Value result = TRY(compare(vm, op, left, right));
  return result.is_bool() ? Result<bool>(result.is_true()) : truth(vm, result);
}

bool is_same(Value left, Value right) {
  if (left == right) return true;
  if (!left.is_cell() || !right.is_cell()) return false;
  const Cell* a = left.as_cell();
  const Cell* b = right.as_cell();
  constexpr std::uint32_t kIntShape = builtin_shape(TypeId::Int);
  if (a->shape != kIntShape || b->shape != kIntShape) return false;
  return int_compare(left, right) == 0;
}

namespace {

Result<bool> tuples_equal(Vm& vm, const Tuple* left, const Tuple* right) {
  if (left->length != right->length) return false;
  TAURARO_ENTER_NATIVE(vm, " in comparison");
  for (std::uint64_t i = 0; i < left->length; ++i) {
    if (left->items[i].is_int() && right->items[i].is_int()) {
      if (left->items[i] != right->items[i]) return false;
    } else if (!TRY(equals(vm, left->items[i], right->items[i]))) {
      return false;
    }
  }
  return true;
}

}  // namespace

Result<bool> equals(Vm& vm, Value left, Value right) {
  if (is_same(left, right)) return true;
  if (left.is_int() && right.is_int()) return false;
  if (vm.is_exact(left, TypeId::Tuple) && vm.is_exact(right, TypeId::Tuple)) return tuples_equal(vm, left.as<Tuple>(), right.as<Tuple>());
  return compare_truth(vm, CompareOp::Eq, left, right);
}

Result<bool> truth(Vm& vm, Value value) {
  if (value.is_bool()) return value.is_true();
  if (value.is_none()) return false;
  if (value.is_int()) return value.as_int() != 0;
  if (value.is_double()) return value.as_double() != 0;
  if (!value.is_cell()) return true;
  switch (value.as_cell()->shape) {
    case builtin_shape(TypeId::Str): return value.as<Str>()->length != 0;
    case builtin_shape(TypeId::List): return value.as<List>()->length != 0;
    case builtin_shape(TypeId::Tuple): return value.as<Tuple>()->length != 0;
    case builtin_shape(TypeId::Int): return true;
    case builtin_shape(TypeId::Set): return value.as<Set>()->count != 0;
    default: break;
  }
  const Type* type = vm.type_of(value);
  if (type->has(Special::Bool)) {
    const Value result = TRY(call_slot(vm, value, Special::Bool));
    if (!result.is_bool())
      return vm.raise_error(TypeId::TypeError, "__bool__ should return bool, returned ", full_type_name(vm, vm.type_of(result)));
    return result.is_true();
  }
  if (type->has(Special::Len)) return TRY(length(vm, value)) != 0;
  return true;
}

namespace {

/// Inline ints are below the modulus: their own hash.
std::uint64_t inline_int_hash(Value value) {
  const std::int64_t number = value.as_int();
  return static_cast<std::uint64_t>(number == -1 ? -2 : number);
}

}  // namespace

Result<std::uint64_t> hash(Vm& vm, Value value) {
  if (value.is_int()) return inline_int_hash(value);
  if (value.is_bool()) return int_hash(value);
  if (value.is_double()) return double_hash(value.as_double(), value);
  if (vm.is_exact(value, TypeId::Str)) return str_hash(vm, value.as<Str>());
  if (vm.is_exact(value, TypeId::Int)) return int_hash(value);
  if (vm.is_exact(value, TypeId::Tuple)) return hash_tuple(vm, value.as<Tuple>()->span());
  const Type* type = vm.type_of(value);
  const Value method = type->special(Special::Hash);
  if (method.is_none() || method.is_empty())
    return vm.raise_error(TypeId::TypeError, "unhashable type: '", full_type_name(vm, type), "'");
  if (method == vm.type(TypeId::Object)->special(Special::Hash)) return identity_hash(value);
  const Value result = TRY(call_slot(vm, value, Special::Hash));
  if (!is_int_like(result)) return vm.raise(TypeId::TypeError, "__hash__ method should return an integer");
  const Value number = plain_int(result);
  std::int64_t as_int64;
  std::uint64_t hashed = int_to_int64(number, &as_int64) ? static_cast<std::uint64_t>(as_int64) : int_hash(number);
  if (hashed == static_cast<std::uint64_t>(-1)) hashed = static_cast<std::uint64_t>(-2);
  return hashed;
}

std::uint64_t identity_hash(Value value) {
  const std::uint64_t bits = value.bits();
  return bits >> 4 | bits << 60;
}

Result<std::uint64_t> hash_tuple(Vm& vm, std::span<const Value> items) {
  constexpr std::uint64_t kPrime1 = 11400714785074694791u, kPrime2 = 14029467366897019727u, kPrime5 = 2870177450012600261u;
  std::uint64_t accumulator = kPrime5;
  for (Value item : items) {
    accumulator += (item.is_int() ? inline_int_hash(item) : TRY(hash(vm, item))) * kPrime2;
    accumulator = (accumulator << 31 | accumulator >> 33) * kPrime1;
  }
  accumulator += items.size() ^ (kPrime5 ^ 3527539u);
  return accumulator == static_cast<std::uint64_t>(-1) ? 1546275796u : accumulator;
}

// ---- containers ----

Result<bool> contains(Vm& vm, Value container, Value item) {
  switch (container.is_cell() ? container.as_cell()->shape : 0) {
    case builtin_shape(TypeId::Dict): return !TRY(dict_get(vm, container.as<Dict>(), item)).is_not_found();
    case builtin_shape(TypeId::Str):
      if (!item.is(kind::Str)) break;
      return str_find(vm, container.as<Str>(), item.as<Str>(), 0, container.as<Str>()->length) >= 0;
    case builtin_shape(TypeId::Set): case builtin_shape(TypeId::FrozenSet):
      if (item.is(kind::Set)) break;
      return set_contains(vm, container.as<Set>(), item);
    case builtin_shape(TypeId::Tuple):
      for (const Value candidate : container.as<Tuple>()->span())
        if (candidate == item || TRY(equals(vm, candidate, item))) return true;
      return false;
    case builtin_shape(TypeId::List): {
      const List* list = container.as<List>();
      for (std::uint64_t i = 0; i < list->length; ++i)
        if (list->storage->items[i] == item || TRY(equals(vm, list->storage->items[i], item))) return true;
      return false;
    }
    default: break;
  }
  const Type* type = vm.type_of(container);
  const Value method = type->special(Special::Contains);
  if (method.is_none())
    return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not a container");
  if (!method.is_empty()) return truth(vm, TRY(call_unbound(vm, method, container, item)));
  if (!type->has(Special::Iter) && !type->has(Special::GetItem))
    return vm.raise_error(TypeId::TypeError, "argument of type '", full_type_name(vm, type), "' is not iterable");
  const Result<Value> iterator = get_iter(vm, container);
  if (iterator.is_raised()) {
    if (!vm.catch_if(TypeId::TypeError)) return Raised{};
    return vm.raise_error(TypeId::TypeError, "argument of type '", full_type_name(vm, type), "' is not iterable");
  }
  bool found = false;
  TRY(for_each(vm, iterator.value(), [&](Value candidate) -> Result<bool> {
    found = TRY(equals(vm, candidate, item));
    return !found;
  }));
  return found;
}

Result<std::int64_t> length(Vm& vm, Value value) {
  if (value.is_cell()) {
    switch (value.as_cell()->shape) {
      case builtin_shape(TypeId::Str): return static_cast<std::int64_t>(value.as<Str>()->length);
      case builtin_shape(TypeId::List): return static_cast<std::int64_t>(value.as<List>()->length);
      case builtin_shape(TypeId::Tuple): return static_cast<std::int64_t>(value.as<Tuple>()->length);
      case builtin_shape(TypeId::Dict): return static_cast<std::int64_t>(value.as<Dict>()->count);
      case builtin_shape(TypeId::Set): return static_cast<std::int64_t>(value.as<Set>()->count);
      default: break;
    }
  }
  const Type* type = vm.type_of(value);
  if (!type->has(Special::Len)) return vm.raise_error(TypeId::TypeError, "object of type '", full_type_name(vm, type), "' has no len()");
  const Value result = TRY(call_slot(vm, value, Special::Len));
  if (result.is_int() && result.as_int() >= 0) return result.as_int();
  const Value number = TRY(index_of(vm, result));
  std::int64_t count;
  const bool fits = int_to_int64(number, &count);
  if (fits ? count < 0 : int_compare(number, Value::from_int(0)) < 0) return vm.raise(TypeId::ValueError, "__len__() should return >= 0");
  if (!fits) return vm.raise(TypeId::OverflowError, "cannot fit 'int' into an index-sized integer");
  return count;
}

Result<std::int64_t> length_hint(Vm& vm, Value value, std::int64_t fallback) {
  const Type* type = vm.type_of(value);
  if (type->has(Special::Len)) {
    const Result<std::int64_t> count = length(vm, value);
    if (!count.is_raised()) return count;
    if (!vm.catch_if(TypeId::TypeError)) return Raised{};
  }
  if (!type->has(Special::LengthHint)) return fallback;
  const Result<Value> hint = call_slot(vm, value, Special::LengthHint);
  if (hint.is_raised()) {
    if (!vm.catch_if(TypeId::TypeError)) return Raised{};
    return fallback;
  }
  if (hint.value().is_not_implemented()) return fallback;
  if (!is_int_like(hint.value()))
    return vm.raise_error(TypeId::TypeError, "__length_hint__ must be an integer, not ", type_name(vm, hint.value()));
  const std::int64_t count = TRY(index_to_int64(vm, hint.value()));
  if (count < 0) return vm.raise(TypeId::ValueError, "__length_hint__() should return >= 0");
  return count;
}

namespace {

/// list[int] and tuple[int] of the exact types, without a call; not_found when it is none of these or out of range.
Value get_plain_item(Value container, Value key) {
  if (!container.is_cell() || !key.is_int()) return Value::not_found();
  const std::uint32_t shape = container.as_cell()->shape;
  const bool list = shape == builtin_shape(TypeId::List);
  if (!list && shape != builtin_shape(TypeId::Tuple)) return Value::not_found();
  const std::span<const Value> items = list ? container.as<List>()->span() : container.as<Tuple>()->span();
  const std::int64_t index = key.as_int() < 0 ? key.as_int() + static_cast<std::int64_t>(items.size()) : key.as_int();
  return static_cast<std::uint64_t>(index) < items.size() ? items[static_cast<std::size_t>(index)] : Value::not_found();
}

/// type[item]: __class_getitem__.
Result<Value> get_class_item(Vm& vm, Value type, Value key) {
  const Value hook = TRY(find_attr(vm, type, intern(vm, "__class_getitem__")));
  if (!hook.is_not_found()) return vm.call(hook, {key});
  if (type == Value::from_cell(vm.type(TypeId::Type))) return new_generic_alias(vm, type, key);
  return vm.raise_error(TypeId::TypeError, "type '", full_type_name(vm, type.as<Type>()), "' is not subscriptable");
}

}  // namespace

Result<Value> get_item(Vm& vm, Value container, Value key) {
  if (vm.is_exact(container, TypeId::Dict)) {
    const Value value = TRY(dict_get(vm, container.as<Dict>(), key));
    return value.is_not_found() ? vm.raise_key_error(key) : Result<Value>(value);
  }
  const Value item = get_plain_item(container, key);
  if (!item.is_not_found()) return item;
  const Type* type = vm.type_of(container);
  const Value method = type->special(Special::GetItem);
  if (container.is(kind::Dict) && method == vm.type(TypeId::Dict)->special(Special::GetItem)) {
    const Value value = TRY(dict_get(vm, container.as<Dict>(), key));  // what is missing, the method looks for again
    if (!value.is_not_found()) return value;
  }
  if (!method.is_empty()) return call_unbound(vm, method, container, key);
  if (container.is(kind::Type)) return get_class_item(vm, container, key);
  return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not subscriptable");
}

Result<void> set_item(Vm& vm, Value container, Value key, Value value) {
  const Type* type = vm.type_of(container);
  if (container.is(kind::Dict) && type->special(Special::SetItem) == vm.type(TypeId::Dict)->special(Special::SetItem))
    return dict_set(vm, container.as<Dict>(), key, value);
  if (!type->has(Special::SetItem))
    return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object does not support item assignment");
  const Value method = type->special(Special::SetItem);
  if (fits_directly(vm, method, container, 3)) {
    Value arguments[] = {container, key, value};
    (void)TRY(call_directly(vm, method, arguments));
    return {};
  }
  (void)TRY(vm.call_special(container, Special::SetItem, {key, value}));
  return {};
}

Result<void> delete_item(Vm& vm, Value container, Value key) {
  if (vm.is_exact(container, TypeId::Dict)) {
    if (!TRY(dict_delete(vm, container.as<Dict>(), key))) return vm.raise_key_error(key);
    return {};
  }
  const Type* type = vm.type_of(container);
  const bool is_index = is_int_like(key) || vm.type_of(key)->has(Special::Index);
  if (!type->has(Special::DelItem))
    return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object ",
                          is_index && (type->flags & kTypeHeap || (type->has(Special::GetItem) && type->has(Special::Len))) ? "doesn't" : "does not", " support item deletion");
  (void)TRY(call_slot(vm, container, Special::DelItem, key));
  return {};
}

// ---- iteration ----

Result<Value> get_iter(Vm& vm, Value iterable) {
  const Type* type = vm.type_of(iterable);
  const Value method = type->special(Special::Iter);
  const bool by_index = method.is_empty() && type->has(Special::GetItem) && type->id != TypeId::UnionType;
  if (method.is_none() || (method.is_empty() && !by_index))
    return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not iterable");
  if (method.is_empty()) return new_sequence_iterator(vm, iterable);
  const Value iterator = TRY(call_slot(vm, iterable, Special::Iter));
  if (!vm.type_of(iterator)->has(Special::Next))
    return vm.raise_error(TypeId::TypeError, "iter() returned non-iterator of type '", full_type_name(vm, vm.type_of(iterator)), "'");
  return iterator;
}

Result<Value> next(Vm& vm, Value iterator) {
  if (iterator.is(kind::Iterator) && iterator.as_cell()->shape <= static_cast<std::uint32_t>(kTypeIdCount)) return iterator.as<Iterator>()->next(vm, iterator.as<Iterator>());
  if (iterator.is(kind::Iterator) && !(vm.type_of(iterator)->flags & kTypeHeap)) return iterator.as<Iterator>()->next(vm, iterator.as<Iterator>());
  if (vm.is_exact(iterator, TypeId::Generator)) return generator_next(vm, iterator.as<Generator>());
  const Type* type = vm.type_of(iterator);
  if (!type->has(Special::Next)) return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, type), "' object is not an iterator");
  const Result<Value> item = call_slot(vm, iterator, Special::Next);
  if (!item.is_raised()) return item;
  if (vm.catch_if(TypeId::StopIteration)) return Value::done();
  return Raised{};
}

Result<List*> list_from(Vm& vm, Value iterable) {
  List* list = TRY(new_list(vm));
  TRY(list_extend(vm, list, iterable));
  return list;
}

Result<Tuple*> tuple_from(Vm& vm, Value iterable) {
  if (vm.is_exact(iterable, TypeId::Tuple)) return iterable.as<Tuple>();
  if (vm.is_exact(iterable, TypeId::List)) return new_tuple(vm, iterable.as<List>()->span());
  List* list = TRY(list_from(vm, iterable));
  return new_tuple(vm, list->span());
}

// ---- text ----

Result<Value> repr(Vm& vm, Value value) {
  if (vm.is_exact(value, TypeId::Str)) return str_repr(vm, value.as<Str>());
  if (value.is_int()) return int_to_str(vm, value);
  if (value.is_double()) return double_to_str(vm, value.as_double());
  TAURARO_ENTER_NATIVE(vm, " while getting the repr of an object");
  const Value result = TRY(call_slot(vm, value, Special::Repr));
  if (!result.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "__repr__ returned non-string (type ", full_type_name(vm, vm.type_of(result)), ")");
  return result;
}

Result<Value> to_str(Vm& vm, Value value) {
  if (vm.is_exact(value, TypeId::Str)) return value;
  if (value.is_int()) return int_to_str(vm, value);
  if (value.is_double()) return double_to_str(vm, value.as_double());
  TAURARO_ENTER_NATIVE(vm, " while getting the str of an object");
  if (!vm.type_of(value)->has(Special::Str)) return repr(vm, value);
  const Value result = TRY(call_slot(vm, value, Special::Str));
  if (!result.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "__str__ returned non-string (type ", full_type_name(vm, vm.type_of(result)), ")");
  return result;
}

Result<Value> ascii(Vm& vm, Value value) {
  if (vm.is_exact(value, TypeId::Str)) return str_ascii(vm, value.as<Str>());
  Str* text = flatten(vm, TRY(repr(vm, value)).as<Str>());
  if (!text) return Raised{};
  if (text->flags & kStrAscii) return Value::from_cell(text);
  return escape_non_ascii(vm, text);
}

Result<Value> format(Vm& vm, Value value, Value spec) {
  const bool no_spec = spec.is_empty() || spec.as<Str>()->length == 0;
  if (no_spec && (vm.is_exact(value, TypeId::Str))) return value;
  if (no_spec && (value.is_int() || value.is_double())) return to_str(vm, value);
  const Value text = spec.is_empty() ? vm.empty_str : spec;
  if (!no_spec && flatten(vm, text.as<Str>())) {
    if (value.is_int()) return format_int(vm, value, text.as<Str>());
    if (value.is_double()) return format_double(vm, value, value.as_double(), text.as<Str>());
    if (vm.is_exact(value, TypeId::Str)) return format_str(vm, value.as<Str>(), text.as<Str>());
  }
  if (!vm.type_of(value)->has(Special::Format))
    return vm.raise_error(TypeId::TypeError, "Type ", full_type_name(vm, vm.type_of(value)), " doesn't define __format__");
  const Value result = TRY(call_slot(vm, value, Special::Format, text));
  if (!result.is(kind::Str)) return vm.raise_error(TypeId::TypeError, "__format__ must return a str, not ", full_type_name(vm, vm.type_of(result)));
  return result;
}

Result<std::string> repr_text(Vm& vm, Value value) { return to_utf8(vm, TRY(repr(vm, value)).as<Str>()); }

bool is_callable(Vm& vm, Value value) {
  return value.is(kind::Function) || vm.type_of(value)->has(Special::Call);
}

std::string text_of(Vm& vm, Value text) { return text.is(kind::Str) ? to_utf8(vm, text.as<Str>()) : std::string("?"); }

// ---- isinstance, issubclass ----

namespace {

Result<bool> recursive_is_instance(Vm& vm, Value value, Value type) {
  if (type.is(kind::Type)) {
    if (is_instance(vm, value, type.as<Type>())) return true;
    const Type* own = vm.type_of(value);
    if (own->flags & kTypeDefaultGetAttribute && own->special(Special::Class) == vm.type(TypeId::Object)->special(Special::Class)) return false;
    const Value claimed = TRY(find_attr(vm, value, intern(vm, "__class__")));
    return claimed.is(kind::Type) && claimed.as<Type>() != vm.type_of(value) && is_subtype(claimed.as<Type>(), type.as<Type>());
  }
  const Value bases = TRY(find_attr(vm, type, intern(vm, "__bases__")));
  if (!bases.is(kind::Tuple))
    return vm.raise(TypeId::TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union");
  const Value claimed = TRY(find_attr(vm, value, intern(vm, "__class__")));
  if (claimed.is_not_found()) return false;
  return abstract_is_subclass(vm, claimed, type);
}

}  // namespace

Result<bool> abstract_is_subclass(Vm& vm, Value derived, Value base) {
  if (derived == base) return true;
  const Value bases = TRY(find_attr(vm, derived, intern(vm, "__bases__")));
  if (!bases.is(kind::Tuple)) return false;
  TAURARO_ENTER_NATIVE(vm, " in __issubclass__");
  const Tuple* tuple = bases.as<Tuple>();
  for (std::uint64_t i = 0; i < tuple->length; ++i)
    if (TRY(abstract_is_subclass(vm, tuple->items[i], base))) return true;
  return false;
}

Result<bool> default_instance_check(Vm& vm, Value type, Value value) { return recursive_is_instance(vm, value, type); }

Result<bool> default_subclass_check(Vm& vm, Value base, Value derived) {
  if (base.is(kind::Type) && derived.is(kind::Type)) return is_subtype(derived.as<Type>(), base.as<Type>());
  if (!TRY(find_attr(vm, derived, intern(vm, "__bases__"))).is(kind::Tuple))
    return vm.raise(TypeId::TypeError, "issubclass() arg 1 must be a class");
  if (!TRY(find_attr(vm, base, intern(vm, "__bases__"))).is(kind::Tuple))
    return vm.raise(TypeId::TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  return abstract_is_subclass(vm, derived, base);
}

Result<bool> is_instance_of(Vm& vm, Value value, Value classes) {
  if (Value::from_cell(vm.type_of(value)) == classes) return true;
  if (vm.is_exact(classes, TypeId::Type)) return recursive_is_instance(vm, value, classes);
  if (classes.is(kind::Tuple)) {
    TAURARO_ENTER_NATIVE(vm, " in __instancecheck__");
    const Tuple* tuple = classes.as<Tuple>();
    for (std::uint64_t i = 0; i < tuple->length; ++i)
      if (TRY(is_instance_of(vm, value, tuple->items[i]))) return true;
    return false;
  }
  if (vm.type_of(classes)->has(Special::InstanceCheck)) {
    TAURARO_ENTER_NATIVE(vm, " in __instancecheck__");
    return truth(vm, TRY(vm.call_special(classes, Special::InstanceCheck, {value})));
  }
  return recursive_is_instance(vm, value, classes);
}

Result<bool> is_subclass_of(Vm& vm, Value type, Value classes) {
  if (classes.is(kind::Tuple)) {
    TAURARO_ENTER_NATIVE(vm, " in __subclasscheck__");
    const Tuple* tuple = classes.as<Tuple>();
    for (std::uint64_t i = 0; i < tuple->length; ++i)
      if (TRY(is_subclass_of(vm, type, tuple->items[i]))) return true;
    return false;
  }
  if (!vm.is_exact(classes, TypeId::Type) && vm.type_of(classes)->has(Special::SubclassCheck)) {
    TAURARO_ENTER_NATIVE(vm, " in __subclasscheck__");
    return truth(vm, TRY(vm.call_special(classes, Special::SubclassCheck, {type})));
  }
  return default_subclass_check(vm, classes, type);
}

}  // namespace tauraro
