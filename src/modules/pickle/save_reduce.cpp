// What __reduce_ex__ gave: a call, and what is done to its result.
#include "modules/pickle/pickling.h"
#include "object/memory_view.h"

namespace tauraro::pickle {
namespace {

struct Reduced {
  Value callable, arguments, state, list_items, dict_items, state_setter;  // empty: not given
};

bool is_iterator(Vm& vm, Value object) { return vm.type_of(object)->has(Special::Next); }

Result<Reduced> check_reduced(Vm& vm, Tuple* tuple) {
  if (tuple->length < 2 || tuple->length > 6) return raise_pickling(vm, kPicklingError, "tuple returned by __reduce__ must contain 2 through 6 elements");
  const auto item = [&](std::uint64_t index) { return index < tuple->length ? empty_if_none(tuple->items[index]) : Value(); };
  const Reduced reduced{tuple->items[0], tuple->items[1], item(2), item(3), item(4), item(5)};
  if (!is_callable(vm, reduced.callable)) return raise_pickling(vm, kPicklingError, "first item of the tuple returned by __reduce__ must be callable");
  if (!reduced.arguments.is(kind::Tuple)) return raise_pickling(vm, kPicklingError, "second item of the tuple returned by __reduce__ must be a tuple");
  if (!reduced.list_items.is_empty() && !is_iterator(vm, reduced.list_items))
    return raise_pickling(vm, kPicklingError, "fourth element of the tuple returned by __reduce__ must be an iterator, not ", name_of_type(vm, reduced.list_items));
  if (!reduced.dict_items.is_empty() && !is_iterator(vm, reduced.dict_items))
    return raise_pickling(vm, kPicklingError, "fifth element of the tuple returned by __reduce__ must be an iterator, not ", name_of_type(vm, reduced.dict_items));
  if (!reduced.state_setter.is_empty() && !is_callable(vm, reduced.state_setter))
    return raise_pickling(vm, kPicklingError, "sixth element of the tuple returned by __reduce__ must be a function, not ", name_of_type(vm, reduced.state_setter));
  return reduced;
}

/// functools.partial(cls.__new__, cls, *arguments, **keywords)
Result<Value> partial_new(Vm& vm, Value type, Tuple* arguments, Dict* keywords) {
  const Value partial = TRY(get_attr(vm, TRY(import_module(vm, "functools")), "partial"));
  Tuple* all = TRY(new_tuple(vm, arguments->length + 2));
  all->items[0] = all->items[1] = Value::none();
  std::copy(arguments->items, arguments->items + arguments->length, all->items + 2);
  all->items[0] = TRY(get_attr(vm, type, "__new__"));
  all->items[1] = type;
  vm.barrier(all);
  return vm.call_spread(partial, all, keywords);
}

Result<void> save_new_with_keywords(Pickling& p, Tuple* arguments) {
  Vm& vm = p.vm;
  if (arguments->length != 3) return raise_pickling(vm, kPicklingError, "length of the NEWOBJ_EX argument tuple must be exactly 3, not ", arguments->length);
  const Value type = arguments->items[0], positional = arguments->items[1], keywords = arguments->items[2];
  if (!type.is(kind::Type)) return raise_pickling(vm, kPicklingError, "first item from NEWOBJ_EX argument tuple must be a class, not ", name_of_type(vm, type));
  if (!positional.is(kind::Tuple)) return raise_pickling(vm, kPicklingError, "second item from NEWOBJ_EX argument tuple must be a tuple, not ", name_of_type(vm, positional));
  if (!keywords.is(kind::Dict)) return raise_pickling(vm, kPicklingError, "third item from NEWOBJ_EX argument tuple must be a dict, not ", name_of_type(vm, keywords));
  if (p.state.protocol < 4) {
    TRY(save(p, TRY(partial_new(vm, type, positional.as<Tuple>(), keywords.as<Dict>()))));
    TRY(save(p, value_of(empty_tuple(vm))));
    p.put(kReduce);
    return {};
  }
  for (const Value part : {type, positional, keywords}) TRY(save(p, part));
  p.put(kNewObjEx);
  return {};
}

Result<void> save_new(Pickling& p, Tuple* arguments, Value object) {
  Vm& vm = p.vm;
  if (arguments->length < 1) return raise_pickling(vm, kPicklingError, "__newobj__ arglist is empty");
  const Value type = arguments->items[0];
  if (!type.is(kind::Type)) return raise_pickling(vm, kPicklingError, "args[0] from __newobj__ args is not a type");
  if (!object.is_empty()) {
    const Value own = TRY(find_attr(vm, object, "__class__"));
    if ((own.is_not_found() ? type_value_of(vm, object) : own) != type)
      return raise_pickling(vm, kPicklingError, "args[0] from __newobj__ args has the wrong class");
  }
  TRY(save(p, type));
  TRY(save(p, value_of(arguments->length == 1 ? empty_tuple(vm) : TRY(new_tuple(vm, arguments->span().subspan(1))))));
  p.put(kNewObj);
  return {};
}

Result<void> save_state(Pickling& p, const Reduced& reduced, Value object) {
  if (reduced.state_setter.is_empty()) {
    TRY(save(p, reduced.state));
    p.put(kBuild);
    return {};
  }
  TRY(save(p, reduced.state_setter));
  TRY(save(p, object));
  TRY(save(p, reduced.state));
  p.put(kTuple2), p.put(kReduce), p.put(kPop);
  return {};
}

Result<void> save_making(Pickling& p, const Reduced& reduced, Value object) {
  Value name = Value::not_found();
  if (p.state.protocol >= 2) name = TRY(find_attr(p.vm, reduced.callable, "__name__"));
  if (name.is(kind::Str)) {
    if (str_equal(p.vm, name.as<Str>(), "__newobj_ex__")) return save_new_with_keywords(p, reduced.arguments.as<Tuple>());
    if (str_equal(p.vm, name.as<Str>(), "__newobj__")) return save_new(p, reduced.arguments.as<Tuple>(), object);
  }
  TRY(save(p, reduced.callable));
  TRY(save(p, reduced.arguments));
  p.put(kReduce);
  return {};
}

}  // namespace

Result<void> save_reduce(Pickling& p, Value value, Value object) {
  const Reduced reduced = TRY(check_reduced(p.vm, value.as<Tuple>()));
  TRY(save_making(p, reduced, object));
  if (!object.is_empty()) {
    if (p.knows(object)) {  // a recursive tuple: it has been made from inside
      p.put(kPop);
      return memo_get(p, object);
    }
    TRY(memo_put(p, object));
  }
  if (!reduced.list_items.is_empty()) TRY(batch_list(p, reduced.list_items));
  if (!reduced.dict_items.is_empty()) TRY(batch_dict(p, reduced.dict_items));
  return reduced.state.is_empty() ? Result<void>() : save_state(p, reduced, object);
}

Result<void> save_call(Pickling& p, Value callable, std::initializer_list<Value> arguments, Value object) {
  const Value tuple = TRY(tuple_value(p.vm, arguments));
  return save_reduce(p, TRY(tuple_value(p.vm, {callable, tuple})), object);
}

Result<void> save_buffer(Pickling& p, Value object) {
  if (p.state.protocol < 5) return raise_pickling(p.vm, kPicklingError, "PickleBuffer can only pickled with protocol >= 5");
  const MemoryView* content = TRY(open_memory_view(p.vm, TRY(view_of_pickle_buffer(p.vm, object))));
  if (!content->is_contiguous()) return raise_pickling(p.vm, kPicklingError, "PickleBuffer can not be pickled when pointing to a non-contiguous buffer");
  bool in_band = true;
  if (!p.field(kBufferCallback).is_empty()) in_band = TRY(truth(p.vm, TRY(p.vm.call(p.field(kBufferCallback), {object}))));
  if (!in_band) {
    p.put(kNextBuffer);
    if (content->read_only) p.put(kReadOnlyBuffer);
    return {};
  }
  const std::string data(content->data, static_cast<std::size_t>(content->byte_count()));
  if (content->read_only) return save_bytes_data(p, object, data);
  TRY(p.state.output.put_data(p.vm, p.field(kWrite), kByteArray8, 8, data, Value()));
  return memo_put(p, object);
}

}  // namespace tauraro::pickle
