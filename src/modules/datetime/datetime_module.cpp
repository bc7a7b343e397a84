// The module _datetime: its types with their class attributes.
#include "modules/datetime/values.h"
#include "modules/keyword_arguments.h"
#include "modules/module_support.h"

namespace tauraro {
namespace datetime {
namespace {

// ---- what date.isocalendar() gives ----

constexpr const char* kIsoNames[] = {"year", "week", "weekday"};

Result<Value> iso_new(Vm& vm, const Args& args) {
  Value values[3];
  TRY(bind_keywords(vm, args, {"IsoCalendarDate", kIsoNames, 3, 3}, values));
  Tuple* made = TRY(vm.new_instance<Tuple>(args[0].as<Type>(), sizeof values));
  made->length = 3;
  std::copy(values, values + 3, made->items);
  return value_of(made);
}

Result<Value> iso_repr(Vm& vm, const Args& args) {
  const Value* items = args[0].as<Tuple>()->items;
  std::string text = full_type_name(vm, vm.type_of(args[0]));
  for (int i = 0; i < 3; ++i) text += concat(i == 0 ? "(" : ", ", kIsoNames[i], "=", text_of(vm, TRY(to_str(vm, items[i]))));
  return str_value(vm, text + ")");
}

Result<Value> iso_reduce(Vm& vm, const Args& args) {
  const Tuple* self = args[0].as<Tuple>();
  const Value items = value_of(TRY(new_tuple(vm, self->span())));
  return tuple_value(vm, {type_value(vm, TypeId::Tuple), TRY(tuple_value(vm, {items}))});
}

template <int kIndex>
Result<Value> iso_item(Vm&, Value self) { return self.as<Tuple>()->items[kIndex]; }

constexpr NativeMethod kIsoMethods[] = {
    {"__new__", iso_new, "($type, *args, **kwargs)", NativeMethod::Static},
    {"__repr__", iso_repr, "($self, /)"},
    {"__reduce__", iso_reduce, "($self, /)"},
};
constexpr NativeGetSet kIsoGetSets[] = {{"year", iso_item<0>}, {"week", iso_item<1>}, {"weekday", iso_item<2>}};

// ---- class attributes ----

Result<void> set_constant(Vm& vm, Type* type, const char* name, Value value) { return type_set_attr(vm, type, intern(vm, name), value); }

Result<void> add_delta_constants(Vm& vm, Type* type) {
  TRY(set_constant(vm, type, "resolution", TRY(new_delta(vm, 0, 1))));
  TRY(set_constant(vm, type, "min", TRY(new_delta(vm, -kMaxDeltaDays, 0))));
  return set_constant(vm, type, "max", TRY(new_delta(vm, kMaxDeltaDays, kMicrosecondsPerDay - 1)));
}

Result<void> add_moment_constants(Vm& vm, Type* type, Packed least, Packed most, std::int64_t resolution_days, std::int64_t resolution_microseconds) {
  TRY(set_constant(vm, type, "min", TRY(new_moment(vm, type, least))));
  TRY(set_constant(vm, type, "max", TRY(new_moment(vm, type, most))));
  return set_constant(vm, type, "resolution", TRY(new_delta(vm, resolution_days, resolution_microseconds)));
}

Result<void> add_timezone_constants(Vm& vm, Module* module, Type* type) {
  const Value utc = TRY(new_timezone(vm, TRY(new_delta(vm, 0, 0)), Value()));
  TRY(set_constant(vm, type, "utc", utc));
  const std::int64_t limit = (23 * 60 + 59) * 60 * kMicrosecondsPerSecond;
  TRY(set_constant(vm, type, "min", TRY(new_timezone(vm, TRY(new_delta(vm, 0, -limit)), Value()))));
  TRY(set_constant(vm, type, "max", TRY(new_timezone(vm, TRY(new_delta(vm, 0, limit)), Value()))));
  return set_module_value(vm, module, "UTC", utc);
}

Result<Type*> ensure_type(Vm& vm, Module* module, const NativeTypeSpec& spec, std::size_t values, Type* base, std::uint32_t flags) {
  Type* type = vm.native_type(spec);
  if (!type) type = TRY(vm.make_native_type(spec, kind::NativeObject, native_object_size(values), base, flags));
  TRY(dict_set_str(vm, module->dict, type->name.as<Str>(), value_of(type)));
  return type;
}

Result<void> initialize(Vm& vm, Module* module) {
  const bool is_first = !vm.native_type(kDeltaType);
  Type* object = vm.type(TypeId::Object);
  Type* date = TRY(ensure_type(vm, module, kDateType, kMomentFields, object, kTypeSubclassable));
  Type* datetime = TRY(ensure_type(vm, module, kDateTimeType, kMomentFields, date, kTypeSubclassable));
  Type* time = TRY(ensure_type(vm, module, kTimeType, kMomentFields, object, kTypeSubclassable));
  Type* delta = TRY(ensure_type(vm, module, kDeltaType, kDeltaFields, object, kTypeSubclassable));
  Type* tzinfo = TRY(ensure_type(vm, module, kTzinfoType, kTimezoneFields, object, kTypeSubclassable));
  Type* timezone = TRY(ensure_type(vm, module, kTimezoneType, kTimezoneFields, tzinfo, 0));
  TRY(set_module_int(vm, module, "MINYEAR", kMinYear));
  TRY(set_module_int(vm, module, "MAXYEAR", kMaxYear));
  if (!is_first) return set_module_value(vm, module, "UTC", utc_of(vm));
  TRY(ensure_native_type(vm, kIsoCalendarType, kind::Tuple, sizeof(Tuple), TypeId::Tuple, 0));
  TRY(add_delta_constants(vm, delta));
  TRY(add_moment_constants(vm, date, Packed::date(1, 1, 1), Packed::date(9999, 12, 31), 1, 0));
  const Packed last = Packed::clock(23, 59, 59, 999999);
  TRY(add_moment_constants(vm, datetime, Packed::date(1, 1, 1), Packed::both(Packed::date(9999, 12, 31), last), 0, 1));
  TRY(add_moment_constants(vm, time, Packed(), last, 0, 1));
  return add_timezone_constants(vm, module, timezone);
}

}  // namespace

const NativeTypeSpec kIsoCalendarType{"datetime.IsoCalendarDate", kIsoMethods, kIsoGetSets, "The result of date.isocalendar() or datetime.isocalendar()\n\n"
                                      "This object may be accessed either as a tuple of\n  ((year, week, weekday))\nor via the object attributes as named in the above tuple."};

}  // namespace datetime

const NativeModuleSpec& _datetime_module() {
  static constexpr NativeModuleSpec kModule{"_datetime", {}, datetime::initialize, "Fast implementation of the datetime type."};
  return kModule;
}

}  // namespace tauraro
