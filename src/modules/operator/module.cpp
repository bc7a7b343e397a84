// The module _operator.
#include "modules/operator/operator.h"
#include "object/bytes.h"
#include "object/int.h"

namespace tauraro {

namespace {

using namespace operators;

template <BinaryOp op>
Result<Value> binary(Vm& vm, const Args& args) {
  return binary_op(vm, op, args[0], args[1]);
}
template <BinaryOp op>
Result<Value> inplace(Vm& vm, const Args& args) {
  return inplace_op(vm, op, args[0], args[1]);
}
template <CompareOp op>
Result<Value> comparison(Vm& vm, const Args& args) {
  return compare(vm, op, args[0], args[1]);
}
template <Result<Value> (*operation)(Vm&, Value)>
Result<Value> unary(Vm& vm, const Args& args) {
  return operation(vm, args[0]);
}

Result<Value> absolute(Vm& vm, const Args& args) { return vm.call(TRY(builtin_named(vm, "abs")), {args[0]}); }
Result<Value> index(Vm& vm, const Args& args) { return index_of(vm, args[0]); }
Result<Value> truth_of(Vm& vm, const Args& args) { return Value::from_bool(TRY(truth(vm, args[0]))); }
Result<Value> not_of(Vm& vm, const Args& args) { return Value::from_bool(!TRY(truth(vm, args[0]))); }
Result<Value> is(Vm&, const Args& args) { return Value::from_bool(is_same(args[0], args[1])); }
Result<Value> is_not(Vm&, const Args& args) { return Value::from_bool(!is_same(args[0], args[1])); }
Result<Value> contains_item(Vm& vm, const Args& args) { return Value::from_bool(TRY(contains(vm, args[0], args[1]))); }
Result<Value> getitem(Vm& vm, const Args& args) { return get_item(vm, args[0], args[1]); }
Result<Value> setitem(Vm& vm, const Args& args) {
  TRY(set_item(vm, args[0], args[1], args[2]));
  return Value::none();
}
Result<Value> delitem(Vm& vm, const Args& args) {
  TRY(delete_item(vm, args[0], args[1]));
  return Value::none();
}

bool is_sequence(Vm& vm, Value value) { return vm.type_of(value)->has(Special::GetItem) && !value.is(kind::Dict); }

Result<Value> concatenate(Vm& vm, const Args& args, Result<Value> (*operation)(Vm&, BinaryOp, Value, Value)) {
  const bool reports_itself = args[0].is(kind::Str) || args[0].is(kind::Bytes) || args[0].is(kind::ByteArray) || args[0].is(kind::List) || args[0].is(kind::Tuple);
  if (!reports_itself && (!is_sequence(vm, args[0]) || !is_sequence(vm, args[1])))
    return vm.raise_error(TypeId::TypeError, "'", full_type_name(vm, vm.type_of(args[0])), "' object can't be concatenated");
  return operation(vm, BinaryOp::Add, args[0], args[1]);
}
Result<Value> concat_items(Vm& vm, const Args& args) { return concatenate(vm, args, binary_op); }
Result<Value> iconcat_items(Vm& vm, const Args& args) { return concatenate(vm, args, inplace_op); }

Result<Value> count_of(Vm& vm, const Args& args) {
  std::int64_t count = 0;
  TRY(for_each(vm, args[0], [&](Value item) -> Result<bool> {
    count += TRY(equals(vm, item, args[1]));
    return true;
  }));
  return Value::from_int(count);
}

Result<Value> index_in(Vm& vm, const Args& args) {
  std::int64_t position = 0;
  bool found = false;
  TRY(for_each(vm, args[0], [&](Value item) -> Result<bool> {
    found = TRY(equals(vm, item, args[1]));
    position += !found;
    return !found;
  }));
  if (!found) return vm.raise(TypeId::ValueError, "sequence.index(x): x not in sequence");
  return Value::from_int(position);
}

Result<Value> hint_of(Vm& vm, const Args& args) {
  const std::int64_t fallback = TRY(index_to_int64(vm, args[1]));
  return new_int(vm, TRY(length_hint(vm, args[0], fallback)));
}

Result<Value> call_object(Vm& vm, const Args& args) {
  if (!args.keywords || args.keywords->count == 0) return vm.call(args[0], args.rest_span());
  Tuple* arguments = TRY(new_tuple(vm, args.rest_span()));
  return vm.call_spread(args[0], arguments, args.keywords);
}

/// Takes the same time whatever the texts are.
bool same_bytes(std::string_view left, std::string_view right) {
  unsigned difference = left.size() != right.size();
  for (std::size_t i = 0; i < right.size(); ++i)
    difference |= static_cast<unsigned char>(right[i]) ^ static_cast<unsigned char>(left.size() == right.size() ? left[i] : right[i]);
  return difference == 0;
}

Result<Value> compare_digest(Vm& vm, const Args& args) {
  if (args[0].is(kind::Str) && args[1].is(kind::Str)) {
    const Str* left = flatten(vm, args[0].as<Str>());
    const Str* right = flatten(vm, args[1].as<Str>());
    if (!left || !right) return Raised{};
    if (!(left->flags & right->flags & kStrAscii))
      return vm.raise(TypeId::TypeError, "comparing strings with non-ASCII characters is not supported");
    const StrView a = view(left), b = view(right);
    return Value::from_bool(same_bytes({static_cast<const char*>(a.data), a.length}, {static_cast<const char*>(b.data), b.length}));
  }
  if (!is_bytes_like(vm, args[0]) || !is_bytes_like(vm, args[1]))
    return vm.raise_error(TypeId::TypeError, "unsupported operand types(s) or combination of types: '", full_type_name(vm, vm.type_of(args[0])),
                          "' and '", full_type_name(vm, vm.type_of(args[1])), "'");
  BufferView left, right;
  TRY(left.open(vm, args[0]));
  TRY(right.open(vm, args[1]));
  return Value::from_bool(same_bytes(left.view(), right.view()));
}

constexpr const char* kPair = "(a, b, /)";
constexpr const char* kSingle = "(a, /)";

constexpr NativeMethod kFunctions[] = {
    {"add", binary<BinaryOp::Add>, kPair},
    {"sub", binary<BinaryOp::Sub>, kPair},
    {"mul", binary<BinaryOp::Mul>, kPair},
    {"matmul", binary<BinaryOp::MatMul>, kPair},
    {"truediv", binary<BinaryOp::TrueDiv>, kPair},
    {"floordiv", binary<BinaryOp::FloorDiv>, kPair},
    {"mod", binary<BinaryOp::Mod>, kPair},
    {"pow", binary<BinaryOp::Pow>, kPair},
    {"lshift", binary<BinaryOp::LShift>, kPair},
    {"rshift", binary<BinaryOp::RShift>, kPair},
    {"and_", binary<BinaryOp::And>, kPair},
    {"or_", binary<BinaryOp::Or>, kPair},
    {"xor", binary<BinaryOp::Xor>, kPair},
    {"iadd", inplace<BinaryOp::Add>, kPair},
    {"isub", inplace<BinaryOp::Sub>, kPair},
    {"imul", inplace<BinaryOp::Mul>, kPair},
    {"imatmul", inplace<BinaryOp::MatMul>, kPair},
    {"itruediv", inplace<BinaryOp::TrueDiv>, kPair},
    {"ifloordiv", inplace<BinaryOp::FloorDiv>, kPair},
    {"imod", inplace<BinaryOp::Mod>, kPair},
    {"ipow", inplace<BinaryOp::Pow>, kPair},
    {"ilshift", inplace<BinaryOp::LShift>, kPair},
    {"irshift", inplace<BinaryOp::RShift>, kPair},
    {"iand", inplace<BinaryOp::And>, kPair},
    {"ior", inplace<BinaryOp::Or>, kPair},
    {"ixor", inplace<BinaryOp::Xor>, kPair},
    {"lt", comparison<CompareOp::Lt>, kPair},
    {"le", comparison<CompareOp::Le>, kPair},
    {"eq", comparison<CompareOp::Eq>, kPair},
    {"ne", comparison<CompareOp::Ne>, kPair},
    {"gt", comparison<CompareOp::Gt>, kPair},
    {"ge", comparison<CompareOp::Ge>, kPair},
    {"neg", unary<negative>, kSingle},
    {"pos", unary<positive>, kSingle},
    {"inv", unary<invert>, kSingle},
    {"invert", unary<invert>, kSingle},
    {"abs", absolute, kSingle},
    {"index", index, kSingle},
    {"truth", truth_of, kSingle},
    {"not_", not_of, kSingle},
    {"is_", is, kPair},
    {"is_not", is_not, kPair},
    {"contains", contains_item, kPair},
    {"getitem", getitem, kPair},
    {"setitem", setitem, "(a, b, c, /)"},
    {"delitem", delitem, kPair},
    {"concat", concat_items, kPair},
    {"iconcat", iconcat_items, kPair},
    {"countOf", count_of, kPair},
    {"indexOf", index_in, kPair},
    {"length_hint", hint_of, "(obj, default=0, /)"},
    {"call", call_object, "(obj, /, *args, **kwargs)"},
    {"_compare_digest", compare_digest, kPair},
};

Result<void> initialize(Vm& vm, Module* module) {
  for (const NativeTypeSpec* spec : {&kItemGetter, &kAttrGetter, &kMethodCaller})
    TRY(add_type(vm, module, *spec, kind::NativeObject, native_object_size(kGetterFields), TypeId::Object, 0));
  return {};
}

constexpr NativeModuleSpec kSpec{"_operator", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& operator_module() { return kSpec; }

}  // namespace tauraro
