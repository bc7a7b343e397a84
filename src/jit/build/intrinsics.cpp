// Calls of builtin functions and classes that are operations of the IR. A new one is a row of kFunctions or kConversions and a function.
#include <string_view>

#include "jit/build/scope.h"
#include "jit/target/offsets.h"
#include "vm/services.h"

namespace tauraro::jit {
namespace {

enum class Known { Int, Double, Bool, None, Cell, Nothing };

Known known_kind(const jit::Type& type) {
  switch (type.kind) {
    case TypeKind::Int64: case TypeKind::IntValue: return Known::Int;
    case TypeKind::Double: case TypeKind::DoubleValue: return Known::Double;
    case TypeKind::Bool: case TypeKind::BoolValue: return Known::Bool;
    case TypeKind::NoneValue: return Known::None;
    case TypeKind::Cell: return Known::Cell;
    default: return Known::Nothing;
  }
}

}  // namespace

/// Builds the operations. Each function gives the result, or kNoNode when it has built nothing: the call is made then.
class Intrinsics {
 public:
  using Arguments = std::span<const NodeId>;
  using Build = NodeId (Intrinsics::*)(Arguments);
  struct Function {
    std::string_view module, name;
    std::size_t least, most;  ///< arguments
    Build build;
  };
  struct Conversion {
    TypeId type;
    Build build;  ///< of one argument
  };
  static const Function kFunctions[];
  static const Conversion kConversions[];

  explicit Intrinsics(Scope& scope) : scope_(scope) {}

  Build find(Value callee, std::size_t count) const;

 private:
  Vm& vm() const { return scope_.unit_.vm; }
  Graph& graph() const { return scope_.graph(); }
  const jit::Type& type(NodeId node) const { return graph().type(node); }
  Known kind_of(NodeId node) const { return known_kind(type(node)); }
  NodeId append(Op op, std::initializer_list<NodeId> operands) { return scope_.append(op, operands); }
  void check(NodeId condition) { scope_.append(Op::CheckTrue, {condition}, scope_.state(Reason::Operand)); }

  bool is_of_module(const NativeFunction* function, std::string_view module) const {
    if (module.empty()) return function->self.is(kind::Module) && function->self.as<Module>()->dict == vm().builtins;
    for (const NativeModuleSpec* spec : vm().services->native_modules)
      if (module == spec->name) return function->definition >= spec->functions.data() && function->definition < spec->functions.data() + spec->functions.size();
    return false;
  }
  Build find_function(const NativeFunction* function, std::size_t count) const;

  // ---- builtins ----

  NodeId length(Arguments arguments) {
    const jit::Type container = type(arguments[0]);
    if (container.kind != TypeKind::Cell || container.shape == 0) return kNoNode;
    Location location{Region::Immutable, kAnyId};
    std::int64_t offset = Offsets::tuple_length;
    MemoryKind memory = MemoryKind::Int64;
    if (container.shape == builtin_shape(TypeId::List)) location.region = Region::ListLength, offset = Offsets::list_length;
    else if (container.shape == builtin_shape(TypeId::Str)) memory = MemoryKind::UInt32, offset = Offsets::str_length;
    else if (container.shape != builtin_shape(TypeId::Tuple)) return kNoNode;
    return graph().load_field(scope_.block_, arguments[0], offset, memory, location, jit::Type::int64(0, INT64_MAX));
  }

  NodeId absolute(Arguments arguments) {
    const Known kind = kind_of(arguments[0]);
    if (kind == Known::Double) return append(Op::AbsDouble, {scope_.as_double(arguments[0], false)});
    if (kind != Known::Int) return kNoNode;
    const NodeId number = scope_.as_int(arguments[0]);
    const NodeId negative = scope_.append(Op::SubInt, {graph().const_int(0), number}, scope_.state(Reason::Overflow));
    return append(Op::MaxInt, {number, negative});
  }

  NodeId least(Arguments arguments) { return extremum(arguments, Op::MinInt, Op::LtDouble); }
  NodeId greatest(Arguments arguments) { return extremum(arguments, Op::MaxInt, Op::GtDouble); }
  /// All ints or all floats; what nothing is known of is taken for what the others are.
  NodeId extremum(Arguments arguments, Op ints, Op is_better) {
    bool any_int = false, any_double = false;
    for (const NodeId argument : arguments) {
      const Known kind = kind_of(argument);
      if (kind != Known::Int && kind != Known::Double && kind != Known::Nothing) return kNoNode;
      any_int |= kind == Known::Int;
      any_double |= kind == Known::Double;
    }
    if (any_int == any_double) return kNoNode;
    NodeId best = any_int ? scope_.as_int(arguments[0]) : scope_.as_double(arguments[0], false);
    for (const NodeId argument : arguments.subspan(1)) {
      if (any_int) {
        best = append(ints, {best, scope_.as_int(argument)});
      } else {
        const NodeId other = scope_.as_double(argument, false);
        best = graph().append(scope_.block_, Op::Select, jit::Type::float64(), {append(is_better, {other, best}), other, best});
      }
    }
    return best;
  }

  NodeId round(Arguments arguments) { return rounded(arguments[0], Op::RoundDouble); }
  NodeId floor(Arguments arguments) { return rounded(arguments[0], Op::FloorDouble); }
  NodeId ceil(Arguments arguments) { return rounded(arguments[0], Op::CeilDouble); }
  NodeId truncate(Arguments arguments) { return to_int(arguments); }
  NodeId rounded(NodeId argument, Op op) {
    if (kind_of(argument) == Known::Int) return scope_.as_int(argument);
    if (kind_of(argument) != Known::Double) return kNoNode;
    return double_to_int(append(op, {scope_.as_double(argument, false)}));
  }
  /// Exits for what has no int, or one beyond 64 bits.
  NodeId double_to_int(NodeId number) { return scope_.append(Op::DoubleToInt, {number}, scope_.state(Reason::Operand)); }

  // ---- classes that convert ----

  NodeId to_int(Arguments arguments) {
    switch (kind_of(arguments[0])) {
      case Known::Int: case Known::Bool: return scope_.as_int(arguments[0]);
      case Known::Double: return double_to_int(scope_.as_double(arguments[0], false));
      default: return kNoNode;
    }
  }
  NodeId to_float(Arguments arguments) {
    switch (kind_of(arguments[0])) {
      case Known::Int: case Known::Bool: return append(Op::IntToDouble, {scope_.as_int(arguments[0])});
      case Known::Double: return scope_.as_double(arguments[0], false);
      default: return kNoNode;
    }
  }
  NodeId to_bool(Arguments arguments) {
    const Known kind = kind_of(arguments[0]);
    return kind == Known::Cell || kind == Known::Nothing ? kNoNode : scope_.truth(arguments[0]);
  }

  // ---- math ----

  NodeId square_root(Arguments arguments) {
    const Known kind = kind_of(arguments[0]);
    if (kind != Known::Int && kind != Known::Double && kind != Known::Nothing) return kNoNode;
    const NodeId number = scope_.as_double(arguments[0], true);
    check(append(Op::GeDouble, {number, graph().const_double(0)}));
    return append(Op::SqrtDouble, {number});
  }
  NodeId absolute_double(Arguments arguments) {
    const Known kind = kind_of(arguments[0]);
    if (kind != Known::Int && kind != Known::Double) return kNoNode;
    return append(Op::AbsDouble, {scope_.as_double(arguments[0], false)});
  }

  Scope& scope_;
};

constexpr std::size_t kMostCompared = 8;

const Intrinsics::Function Intrinsics::kFunctions[] = {
    {"", "len", 1, 1, &Intrinsics::length},
    {"", "abs", 1, 1, &Intrinsics::absolute},
    {"", "min", 2, kMostCompared, &Intrinsics::least},
    {"", "max", 2, kMostCompared, &Intrinsics::greatest},
    {"", "round", 1, 1, &Intrinsics::round},
    {"math", "floor", 1, 1, &Intrinsics::floor},
    {"math", "ceil", 1, 1, &Intrinsics::ceil},
    {"math", "trunc", 1, 1, &Intrinsics::truncate},
    {"math", "sqrt", 1, 1, &Intrinsics::square_root},
    {"math", "fabs", 1, 1, &Intrinsics::absolute_double},
};

const Intrinsics::Conversion Intrinsics::kConversions[] = {
    {TypeId::Int, &Intrinsics::to_int},
    {TypeId::Float, &Intrinsics::to_float},
    {TypeId::Bool, &Intrinsics::to_bool},
};

Intrinsics::Build Intrinsics::find_function(const NativeFunction* function, std::size_t count) const {
  if (!function->owner.is_empty()) return nullptr;
  const std::string_view name = function->definition->name;
  for (const Function& row : kFunctions)
    if (row.name == name && count >= row.least && count <= row.most && is_of_module(function, row.module)) return row.build;
  return nullptr;
}

Intrinsics::Build Intrinsics::find(Value callee, std::size_t count) const {
  if (callee.is(kind::NativeFunction)) return find_function(callee.as<NativeFunction>(), count);
  if (!callee.is(kind::Type) || count != 1) return nullptr;
  for (const Conversion& row : kConversions)
    if (callee.as<::tauraro::Type>() == vm().type(row.type)) return row.build;
  return nullptr;
}

bool Scope::intrinsic_call(Value callee, std::span<const NodeId> arguments, std::uint16_t destination) {
  if (is_hot_exit(Reason::Shape) || is_hot_exit(Reason::Operand) || is_hot_exit(Reason::Overflow)) return false;
  Intrinsics intrinsics(*this);
  const Intrinsics::Build build = intrinsics.find(callee, arguments.size());
  if (!build) return false;
  const NodeId result = (intrinsics.*build)(arguments);
  if (result == kNoNode) return false;
  for (std::uint32_t r = at().b; r < register_count(); ++r) environment_.registers[r] = kNoNode;
  set(destination, result);
  return true;
}

}  // namespace tauraro::jit
