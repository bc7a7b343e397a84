// Out-of-line opcodes: attributes, subscripts, membership, unary operators, iteration.
#include "object/bytes.h"
#include "object/feedback.h"
#include "object/function.h"
#include "object/int.h"
#include "object/instance.h"
#include "object/operations.h"
#include "object/str.h"
#include "object/unsupported.h"
#include "vm/inline_cache.h"
#include "vm/out_of_line.h"

namespace tauraro {
namespace {

Str* name_at(Vm& vm, std::uint32_t index) { return vm.thread->frame->code->names[index].as<Str>(); }
InlineCache& site_of(Vm& vm, const Instruction* pc) { return vm.thread->frame->code->caches[extension(pc).d]; }

Result<Value> load_attribute(Vm& vm, Value object, Instruction* pc, bool for_call) {
  InlineCache& site = site_of(vm, pc);
  Str* name = name_at(vm, pc->c);
  if (const InlineCache* entry = find_entry(vm, site, object)) {
    const Value found = TRY(load_through(vm, *entry, object));
    if (!found.is_not_found()) return found;
  }
  LinkedCode* code = vm.thread->frame->code;
  const Value found = TRY(get_attr(vm, object, name));
  cache_load(vm, site, object, name, for_call);
  vm.barrier(code);
  return found;
}

}  // namespace

bool op_LoadAttr(Vm& vm, Value* R, Instruction* pc) { return put(R[pc->a], load_attribute(vm, R[pc->b], pc, false)); }

bool op_LoadMethod(Vm& vm, Value* R, Instruction* pc) {
  const Value object = R[pc->b];
  InlineCache& site = site_of(vm, pc);
  Value* window = R + pc->a;
  const InlineCache* entry = find_entry(vm, site, object);
  if (!entry) {
    LinkedCode* code = vm.thread->frame->code;
    cache_load(vm, site, object, name_at(vm, pc->c), true);
    vm.barrier(code);
    entry = find_entry(vm, site, object);
  }
  if (entry && entry->state == InlineCache::State::Method) {
    window[0] = entry->value;
    window[kFrameHeaderWords] = object;
    return true;
  }
  if (entry && (entry->state == InlineCache::State::ClassMethod || entry->state == InlineCache::State::TypeClassMethod)) {
    window[0] = entry->value;
    window[kFrameHeaderWords] = Value::from_bits(entry->owner_bits);
    return true;
  }
  Value found;
  if (vm.is_exact(object, TypeId::Super)) {
    found = super_method(vm, object.as<Super>(), name_at(vm, pc->c));
    if (!found.is_not_found()) {
      window[0] = found;
      window[kFrameHeaderWords] = object.as<Super>()->object;
      return true;
    }
  }
  if (!put(found, load_attribute(vm, object, pc, true))) return false;
  window[0] = found;
  window[kFrameHeaderWords] = Value();
  return true;
}

bool op_StoreAttr(Vm& vm, Value* R, Instruction* pc) {
  const Value object = R[pc->a];
  LinkedCode* code = vm.thread->frame->code;
  Str* name = name_at(vm, pc->c);
  InlineCache& site = site_of(vm, pc);
  if (!find_entry(vm, site, object)) {
    cache_store(vm, site, object, name);
    vm.barrier(code);
  }
  return !set_attr(vm, object, name, R[pc->b]).is_raised();
}

bool op_DelAttr(Vm& vm, Value* R, Instruction* pc) { return !delete_attr(vm, R[pc->a], name_at(vm, pc->b)).is_raised(); }

// ---- subscripts ----

namespace {

/// Feedback of a subscript: the container's kind and whether the index was an ordinary one.
void record_subscript(Vm& vm, Instruction* pc, Value container, Value key) {
  std::uint8_t seen = 0;
  std::int64_t length = -1;
  if (vm.is_exact(container, TypeId::List)) seen = kSawList, length = container.as<List>()->length;
  else if (vm.is_exact(container, TypeId::Tuple)) seen = kSawTuple, length = container.as<Tuple>()->length;
  else if (vm.is_exact(container, TypeId::Str)) seen = kSawStr, length = container.as<Str>()->length;
  else if (vm.is_exact(container, TypeId::Dict)) seen = kSawDict;
  else if (vm.is_exact(container, TypeId::ByteArray)) seen = kSawByteArray, length = container.as<ByteArray>()->length;
  else if (vm.is_exact(container, TypeId::Bytes)) seen = kSawBytes, length = container.as<Bytes>()->length;
  else seen = kSawOther;
  if (key.is_int()) {
    seen |= kSawInt;
    if (length >= 0 && (key.as_int() < 0 || key.as_int() >= length)) seen |= kSawOddIndex;
  } else if (length >= 0) {
    seen |= kSawOther;
  }
  pc->feedback |= seen;
}

/// The byte at an index that counts from the end when negative; not_found: out of range.
Value quick_byte(std::string_view bytes, std::int64_t index) {
  if (index < 0) index += static_cast<std::int64_t>(bytes.size());
  if (static_cast<std::uint64_t>(index) >= bytes.size()) return Value::not_found();
  return Value::from_int(static_cast<unsigned char>(bytes[static_cast<std::size_t>(index)]));
}

/// Exact list, tuple, str, bytes, bytearray by an inline int; not_found for other cases.
Value quick_item(Vm& vm, Value container, std::int64_t index) {
  if (!container.is_cell()) return Value::not_found();
  switch (container.as_cell()->shape) {
    case builtin_shape(TypeId::List): {
      const List* list = container.as<List>();
      if (index < 0) index += list->length;
      return static_cast<std::uint64_t>(index) < list->length ? list->storage->items[index] : Value::not_found();
    }
    case builtin_shape(TypeId::Tuple): {
      const Tuple* tuple = container.as<Tuple>();
      if (index < 0) index += tuple->length;
      return static_cast<std::uint64_t>(index) < tuple->length ? tuple->items[index] : Value::not_found();
    }
    case builtin_shape(TypeId::Str): {
      Str* text = flatten(vm, container.as<Str>());
      if (!text) return Value();
      if (index < 0) index += text->length;
      return static_cast<std::uint64_t>(index) < text->length ? str_char_at(vm, text, index) : Value::not_found();
    }
    case builtin_shape(TypeId::Bytes): return quick_byte(container.as<Bytes>()->view(), index);
    case builtin_shape(TypeId::ByteArray): return quick_byte(container.as<ByteArray>()->view(), index);
    default: return Value::not_found();
  }
}

/// list[index] = value and bytearray[index] = byte, without a call; false: another case.
bool quick_set_item(Vm& vm, Value container, std::int64_t index, Value value) {
  if (vm.is_exact(container, TypeId::List)) {
    List* list = container.as<List>();
    if (index < 0) index += static_cast<std::int64_t>(list->length);
    if (static_cast<std::uint64_t>(index) >= list->length) return false;
    list_set(vm, list, index, value);
    return true;
  }
  if (!vm.is_exact(container, TypeId::ByteArray) || !value.is_int() || static_cast<std::uint64_t>(value.as_int()) > 255) return false;
  ByteArray* array = container.as<ByteArray>();
  if (index < 0) index += static_cast<std::int64_t>(array->length);
  if (static_cast<std::uint64_t>(index) >= array->length) return false;
  array->storage->bytes[array->start + static_cast<std::uint64_t>(index)] = static_cast<std::uint8_t>(value.as_int());
  return true;
}

bool get_item_into(Vm& vm, Value& out, Instruction* pc, Value container, Value key) {
  record_subscript(vm, pc, container, key);
  if (key.is_int()) {
    const Value item = quick_item(vm, container, key.as_int());
    if (item.is_empty()) return false;
    if (!item.is_not_found()) {
      out = item;
      return true;
    }
  }
  if (vm.is_exact(container, TypeId::Dict)) {
    Value item;
    if (!put(item, dict_get(vm, container.as<Dict>(), key))) return false;
    if (item.is_not_found()) {
      (void)vm.raise_key_error(key);
      return false;
    }
    out = item;
    return true;
  }
  return put(out, get_item(vm, container, key));
}

}  // namespace

bool op_GetItem(Vm& vm, Value* R, Instruction* pc) { return get_item_into(vm, R[pc->a], pc, R[pc->b], R[pc->c]); }
bool op_GetItemImm(Vm& vm, Value* R, Instruction* pc) {
  return get_item_into(vm, R[pc->a], pc, R[pc->b], Value::from_int(pc->signed_c()));
}

bool op_SetItem(Vm& vm, Value* R, Instruction* pc) {
  const Value container = R[pc->a], key = R[pc->b], value = R[pc->c];
  record_subscript(vm, pc, container, key);
  if (vm.is_exact(container, TypeId::Dict)) return !dict_set(vm, container.as<Dict>(), key, value).is_raised();
  if (key.is_int() && quick_set_item(vm, container, key.as_int(), value)) return true;
  return !set_item(vm, container, key, value).is_raised();
}

bool op_DelItem(Vm& vm, Value* R, Instruction* pc) { return !delete_item(vm, R[pc->a], R[pc->b]).is_raised(); }

namespace {

bool test_membership(Vm& vm, Value& out, Instruction* pc, Value item, Value container, bool negate) {
  Result<bool> found(false);
  if (vm.is_exact(container, TypeId::Dict)) {
    pc->feedback |= kSawDict;
    Value value;
    if (!put(value, dict_get(vm, container.as<Dict>(), item))) return false;
    found = !value.is_not_found();
  } else {
    pc->feedback |= vm.is_exact(container, TypeId::List) ? kSawList : vm.is_exact(container, TypeId::Tuple) ? kSawTuple
                    : vm.is_exact(container, TypeId::Str) ? kSawStr : kSawOther;
    found = contains(vm, container, item);
  }
  if (found.is_raised()) return false;
  out = Value::from_bool(found.value() != negate);
  return true;
}

}  // namespace

bool op_In(Vm& vm, Value* R, Instruction* pc) { return test_membership(vm, R[pc->a], pc, R[pc->b], R[pc->c], false); }
bool op_NotIn(Vm& vm, Value* R, Instruction* pc) { return test_membership(vm, R[pc->a], pc, R[pc->b], R[pc->c], true); }

// ---- unary ----

namespace {

std::uint8_t operand_kind(Vm& vm, Value value) {
  if (value.is_int()) return kSawInt;
  if (value.is_double()) return kSawDouble;
  if (value.is_bool()) return kSawBool;
  if (value.is_cell() && value.as_cell()->shape == builtin_shape(TypeId::Int)) return kSawBigInt;
  if (vm.is_exact(value, TypeId::Str)) return kSawStr;
  if (vm.is_exact(value, TypeId::List)) return kSawList;
  if (vm.is_exact(value, TypeId::Tuple)) return kSawTuple;
  return kSawOther;
}

}  // namespace

bool op_Not(Vm& vm, Value* R, Instruction* pc) {
  const int truth = slow_truth(vm, pc, R[pc->b]);
  if (truth < 0) return false;
  R[pc->a] = Value::from_bool(!truth);
  return true;
}
bool op_Negative(Vm& vm, Value* R, Instruction* pc) {
  const Value operand = R[pc->b];
  pc->feedback |= operand_kind(vm, operand);
  if (operand.is_int()) return put(R[pc->a], new_int(vm, -operand.as_int()));
  return put(R[pc->a], negative(vm, operand));
}
bool op_Positive(Vm& vm, Value* R, Instruction* pc) {
  pc->feedback |= operand_kind(vm, R[pc->b]);
  return put(R[pc->a], positive(vm, R[pc->b]));
}
bool op_Invert(Vm& vm, Value* R, Instruction* pc) {
  const Value operand = R[pc->b];
  pc->feedback |= operand_kind(vm, operand);
  if (operand.is_int()) return put(R[pc->a], new_int(vm, ~operand.as_int()));
  return put(R[pc->a], invert(vm, operand));
}

int slow_truth(Vm& vm, Instruction* pc, Value value) {
  pc->feedback |= operand_kind(vm, value);
  const Result<bool> result = truth(vm, value);
  return result.is_raised() ? -1 : result.value();
}

// ---- arithmetic and comparison ----

namespace {

std::uint8_t operands_kind(Vm& vm, Value left, Value right) {
  const std::uint8_t a = operand_kind(vm, left), b = operand_kind(vm, right);
  if ((a | b) == (kSawInt | kSawDouble)) return kSawDouble;
  return a == b ? a : a | b;
}

struct BinaryCode {
  BinaryOp op;
  bool inplace, immediate;
};

BinaryCode decode_binary(Opcode opcode) {
  switch (opcode) {
#define BINARY(name) \
  case Opcode::name: return {BinaryOp::name, false, false}; \
  case Opcode::Inplace##name: return {BinaryOp::name, true, false};
    BINARY(Add) BINARY(Sub) BINARY(Mul) BINARY(TrueDiv) BINARY(FloorDiv) BINARY(Mod) BINARY(Pow) BINARY(MatMul)
    BINARY(LShift) BINARY(RShift) BINARY(And) BINARY(Or) BINARY(Xor)
#undef BINARY
#define IMMEDIATE(name) \
  case Opcode::name##Imm: return {BinaryOp::name, false, true};
    IMMEDIATE(Add) IMMEDIATE(Sub) IMMEDIATE(Mul) IMMEDIATE(FloorDiv) IMMEDIATE(Mod) IMMEDIATE(LShift) IMMEDIATE(RShift) IMMEDIATE(And)
#undef IMMEDIATE
    case Opcode::InplaceAddImm: return {BinaryOp::Add, true, true};
    case Opcode::InplaceSubImm: return {BinaryOp::Sub, true, true};
    default: return {BinaryOp::Add, false, false};
  }
}

}  // namespace

namespace {

using IntOperation = Result<Value> (*)(Vm&, Value, Value);

/// What an arithmetic opcode does with two plain ints; null: through the types.
IntOperation int_operation(Opcode opcode) {
  switch (opcode) {
#define BINARY(name, function) \
  case Opcode::name: \
  case Opcode::Inplace##name: return function;
    BINARY(Add, int_add) BINARY(Sub, int_sub) BINARY(Mul, int_mul) BINARY(FloorDiv, int_floor_div) BINARY(Mod, int_mod)
    BINARY(LShift, int_lshift) BINARY(RShift, int_rshift) BINARY(And, int_and) BINARY(Or, int_or) BINARY(Xor, int_xor)
#undef BINARY
#define IMMEDIATE(name, function) \
  case Opcode::name##Imm: return function;
    IMMEDIATE(Add, int_add) IMMEDIATE(Sub, int_sub) IMMEDIATE(Mul, int_mul) IMMEDIATE(FloorDiv, int_floor_div) IMMEDIATE(Mod, int_mod)
    IMMEDIATE(LShift, int_lshift) IMMEDIATE(RShift, int_rshift) IMMEDIATE(And, int_and)
#undef IMMEDIATE
    case Opcode::InplaceAddImm: return int_add;
    case Opcode::InplaceSubImm: return int_sub;
    default: return nullptr;
  }
}

bool is_int_cell(Value value) { return value.is_cell() && value.as_cell()->shape == builtin_shape(TypeId::Int); }

}  // namespace

void unsupported_operator(Vm& vm, const Instruction* pc, Value left, Value right) {
  const BinaryCode code = decode_binary(pc->op);
  (void)raise_unsupported_operands(vm, code.op, code.inplace, left, right);
}
void unsupported_operator(Vm& vm, const Instruction* pc, const Value* R) {
  unsupported_operator(vm, pc, R[pc->b], decode_binary(pc->op).immediate ? Value::from_int(pc->signed_c()) : R[pc->c]);
}

Value slow_binary(Vm& vm, Instruction* pc, Value left, Value right) {
  const bool big_left = is_int_cell(left), big_right = is_int_cell(right);
  if ((big_left || left.is_int()) && (big_right || right.is_int())) {
    if (const IntOperation operation = int_operation(pc->op)) {
      const Value result = operation(vm, left, right).value_or_empty();
      const bool big = big_left || big_right || result.is_cell();
      pc->feedback |= static_cast<std::uint8_t>((big_left && big_right ? 0 : kSawInt) | (big ? kSawBigInt : 0));
      return result;
    }
  }
  const bool adds = pc->op == Opcode::Add || pc->op == Opcode::InplaceAdd;
  if (adds && vm.is_exact(left, TypeId::Str) && vm.is_exact(right, TypeId::Str)) {
    pc->feedback |= kSawStr;
    return str_concat(vm, left.as<Str>(), right.as<Str>()).value_or_empty();
  }
  const BinaryCode code = decode_binary(pc->op);
  const std::uint8_t kinds = operands_kind(vm, left, right);
  pc->feedback |= kinds;
  if (kinds & kSawOther) note_operator(vm, pc, left, right);
  const Result<Value> result = code.inplace ? inplace_op(vm, code.op, left, right) : binary_op(vm, code.op, left, right);
  if (!result.is_raised() && !result.value().is_int() && left.is_int() && right.is_int() && result.value().is_cell()) pc->feedback |= kSawBigInt;
  return result.value_or_empty();
}

Value slow_compare(Vm& vm, Instruction* pc, int op, Value left, Value right) {
  constexpr std::uint32_t kStrShape = builtin_shape(TypeId::Str);
  const bool equality = op == static_cast<int>(CompareOp::Eq) || op == static_cast<int>(CompareOp::Ne);
  if (equality && left.is_cell() && right.is_cell() && left.as_cell()->shape == kStrShape && right.as_cell()->shape == kStrShape) {
    pc->feedback |= kSawStr;
    const Str *a = left.as<Str>(), *b = right.as<Str>();
    const bool both_interned = a->flags & b->flags & kStrInterned;
    const bool equal = a == b || (a->length == b->length && a->width == b->width && !both_interned && str_equal(vm, left.as<Str>(), right.as<Str>()));
    return Value::from_bool(equal == (op == static_cast<int>(CompareOp::Eq)));
  }
  if (equality && left.is(kind::Str) && right.is(kind::Str)) {  // subclasses, mostly with str's own comparison
    const Special which = op == static_cast<int>(CompareOp::Eq) ? Special::Eq : Special::Ne;
    const Value own = vm.type(TypeId::Str)->special(which);
    if (vm.type_of(left)->special(which) == own && vm.type_of(right)->special(which) == own) {
      pc->feedback |= kSawOther;
      return Value::from_bool(str_equal(vm, left.as<Str>(), right.as<Str>()) == (which == Special::Eq));
    }
  }
  pc->feedback |= operands_kind(vm, left, right);
  return compare(vm, static_cast<CompareOp>(op), left, right).value_or_empty();
}

// ---- iteration ----

bool op_GetIter(Vm& vm, Value* R, Instruction* pc) {
  Value iterator;
  LinkedCode* code = vm.thread->frame->code;
  InlineCache& site = code->caches[extension(pc).d];
  if (R[pc->b].is_cell() && site.state == InlineCache::State::Empty) {
    site.state = InlineCache::State::Iteration;
    site.shape = R[pc->b].as_cell()->shape;
  }
  if (!put(iterator, get_iter(vm, R[pc->b]))) return false;
  R[pc->a] = iterator;
  return true;
}

namespace {

/// range(...) of up to three inline ints whose end also fits inline: the loop's three registers.
bool prepare_quick_range(Value* target, const Value* arguments, int count) {
  for (int i = 0; i < count; ++i)
    if (!arguments[i].is_int()) return false;
  const std::int64_t start = count > 1 ? arguments[0].as_int() : 0;
  const std::int64_t stop = arguments[count > 1 ? 1 : 0].as_int();
  const std::int64_t step = count == 3 ? arguments[2].as_int() : 1;
  if (step == 0 || !Value::fits_int(stop + step)) return false;
  target[0] = Value::from_int(start);
  target[1] = Value::from_int(stop);
  target[2] = Value::from_int(step);
  return true;
}

}  // namespace

bool op_RangePrepare(Vm& vm, Value* R, Instruction* pc) {
  const Value callee = R[pc->b];
  Value* arguments = R + pc->b + kFrameHeaderWords;
  if (callee == Value::from_cell(vm.type(TypeId::Range)) && prepare_quick_range(R + pc->a, arguments, pc->c)) return true;
  Value iterable, iterator;
  if (!put(iterable, vm.call(callee, std::span<const Value>(arguments, pc->c)))) return false;
  if (!put(iterator, get_iter(vm, iterable))) return false;
  R[pc->a] = iterator;
  R[pc->a + 1] = Value();
  R[pc->a + 2] = Value();
  return true;
}

}  // namespace tauraro
