// Sums, products and distances of many numbers.
#include <cmath>
#include <vector>

#include "builtins/number_methods.h"
#include "modules/math/math_functions.h"
#include "object/operations.h"

namespace tauraro::math {

namespace {

/// Exact partial sums whose magnitudes increase and whose bits do not overlap (Shewchuk).
class ExactSum {
 public:
  Result<void> add(Vm& vm, double x) {
    const double whole = x;
    std::size_t kept = 0;
    for (std::size_t j = 0; j < partials_.size(); ++j) {
      double y = partials_[j];
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0.0) partials_[kept++] = low;
      x = high;
    }
    partials_.resize(kept);
    if (x == 0.0) return {};
    if (std::isfinite(x)) {
      partials_.push_back(x);
      return {};
    }
    if (std::isfinite(whole)) return vm.raise(TypeId::OverflowError, "intermediate overflow in fsum");
    if (std::isinf(whole)) infinities_ += whole;
    specials_ += whole;
    partials_.clear();
    return {};
  }

  Result<double> total(Vm& vm) {
    if (specials_ != 0.0) {
      if (std::isnan(infinities_)) return vm.raise(TypeId::ValueError, "-inf + inf in fsum");
      return specials_;
    }
    if (partials_.empty()) return 0.0;
    std::size_t n = partials_.size();
    double high = partials_[--n], low = 0.0;
    while (n > 0) {
      const double x = high, y = partials_[--n];
      high = x + y;
      low = y - (high - x);
      if (low != 0.0) break;
    }
    // Half-way cases are decided by the next partial.
    if (n > 0 && ((low < 0.0 && partials_[n - 1] < 0.0) || (low > 0.0 && partials_[n - 1] > 0.0))) {
      const double y = low * 2.0, x = high + y;
      if (y == x - high) high = x;
    }
    return high;
  }

 private:
  std::vector<double> partials_;
  double specials_ = 0.0, infinities_ = 0.0;
};

/// The magnitudes of a vector's coordinates.
struct Magnitudes {
  std::vector<double> values;
  double largest = 0.0;
  bool found_nan = false;
  void add(double x) {
    x = std::fabs(x);
    values.push_back(x);
    found_nan |= std::isnan(x);
    if (x > largest) largest = x;
  }
  Value norm() const { return Value::from_any_double(vector_norm(values, largest, found_nan)); }
};

Result<Tuple*> point_of(Vm& vm, Value value) {
  if (value.is(kind::Tuple)) return value.as<Tuple>();
  return tuple_from(vm, value);
}

}  // namespace

Result<Value> fsum(Vm& vm, const Args& args) {
  ExactSum sum;
  TRY(for_each(vm, args[0], [&](Value item) -> Result<bool> {
    TRY(sum.add(vm, TRY(to_double(vm, item))));
    return true;
  }));
  return Value::from_any_double(TRY(sum.total(vm)));
}

Result<Value> prod(Vm& vm, const Args& args) {
  Value product = args.has(1) ? args[1] : Value::from_int(1);
  TRY(for_each(vm, args[0], [&](Value item) -> Result<bool> {
    product = TRY(binary_op(vm, BinaryOp::Mul, product, item));
    return true;
  }));
  return product;
}

Result<Value> dist(Vm& vm, const Args& args) {
  Tuple* p = TRY(point_of(vm, args[0]));
  Tuple* q = TRY(point_of(vm, args[1]));
  if (p->length != q->length) return vm.raise(TypeId::ValueError, "both points must have the same number of dimensions");
  Magnitudes differences;
  for (std::uint64_t i = 0; i < p->length; ++i) {
    const double x = TRY(to_double(vm, p->items[i]));
    differences.add(x - TRY(to_double(vm, q->items[i])));
  }
  return differences.norm();
}

Result<Value> hypot(Vm& vm, const Args& args) {
  Magnitudes coordinates;
  for (const Value item : args.rest_span()) coordinates.add(TRY(to_double(vm, item)));
  return coordinates.norm();
}

}  // namespace tauraro::math
