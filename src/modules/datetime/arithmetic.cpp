// What dates and datetimes do with timedeltas and with each other.
#include "modules/datetime/values.h"

namespace tauraro::datetime {

Value order_result(CompareOp op, int order) {
  switch (op) {
    case CompareOp::Lt: return Value::from_bool(order < 0);
    case CompareOp::Le: return Value::from_bool(order <= 0);
    case CompareOp::Eq: return Value::from_bool(order == 0);
    case CompareOp::Ne: return Value::from_bool(order != 0);
    case CompareOp::Gt: return Value::from_bool(order > 0);
    default: return Value::from_bool(order >= 0);
  }
}

Raised raise_not_comparable(Vm& vm, Value left, Value right) {
  return vm.raise_error(TypeId::TypeError, "can't compare ", full_type_name(vm, vm.type_of(left)), " to ", full_type_name(vm, vm.type_of(right)));
}

namespace {

/// The date of an ordinal; OverflowError outside of the years.
Result<Packed> checked_date(Vm& vm, std::int64_t ordinal) {
  if (ordinal < 1 || ordinal > kMaxOrdinal) return vm.raise(TypeId::OverflowError, "date value out of range");
  int year, month, day;
  date_of(static_cast<int>(ordinal), &year, &month, &day);
  return Packed::date(year, month, day);
}

}  // namespace

Result<Value> add_to_date(Vm& vm, Value date, const Delta& delta, bool negate) {
  const Packed packed = TRY(checked_date(vm, packed_of(date).ordinal() + (negate ? -delta.days : delta.days)));
  return make_date(vm, vm.type_of(date), packed.year(), packed.month(), packed.day());
}

Result<Value> add_to_datetime(Vm& vm, Value moment, const Delta& delta, int sign) {
  const Packed packed = packed_of(moment);
  std::int64_t microseconds = packed.seconds() * kMicrosecondsPerSecond + packed.microsecond() + sign * delta.microseconds;
  std::int64_t ordinal = packed.ordinal() + sign * delta.days;
  if (microseconds < 0) microseconds += kMicrosecondsPerDay, ordinal -= 1;
  if (microseconds >= kMicrosecondsPerDay) microseconds -= kMicrosecondsPerDay, ordinal += 1;
  const int seconds = static_cast<int>(microseconds / kMicrosecondsPerSecond);
  const Packed clock = Packed::clock(seconds / 3600, seconds / 60 % 60, seconds % 60, static_cast<int>(microseconds % kMicrosecondsPerSecond));
  return make_datetime(vm, vm.type_of(moment), Packed::both(TRY(checked_date(vm, ordinal)), clock), zone_of(moment));
}

Result<Value> subtract_from_datetime(Vm& vm, Value left, Value right) {
  if (!is_datetime(vm, right)) return is_delta(vm, right) ? add_to_datetime(vm, left, delta_of(right), -1) : Value::not_implemented();
  Delta offset{0, 0};  // of the left less that of the right
  if (zone_of(left) != zone_of(right)) {
    const Value first = TRY(datetime_utcoffset(vm, left)), second = TRY(datetime_utcoffset(vm, right));
    if (first.is_none() != second.is_none()) return vm.raise(TypeId::TypeError, "can't subtract offset-naive and offset-aware datetimes");
    if (!first.is_none()) offset = {delta_of(first).days - delta_of(second).days, delta_of(first).microseconds - delta_of(second).microseconds};
  }
  const Packed a = packed_of(left), b = packed_of(right);
  const std::int64_t microseconds = (a.seconds() - b.seconds()) * kMicrosecondsPerSecond + a.microsecond() - b.microsecond() - offset.microseconds;
  return new_delta(vm, a.ordinal() - b.ordinal() - offset.days, microseconds);
}

Result<bool> has_problematic_fold(Vm& vm, Value moment, Value offset) {
  if (is_exactly(vm.type_of(zone_of(moment)), kTimezoneType)) return false;
  const Packed packed = packed_of(moment);
  const Value flipped = TRY(new_datetime(vm, packed.with_fold(!packed.fold()), zone_of(moment)));
  const Value other = TRY(datetime_utcoffset(vm, flipped));
  return !other.is_none() && !offset.is_none() && delta_of(other) != delta_of(offset);
}

}  // namespace tauraro::datetime
