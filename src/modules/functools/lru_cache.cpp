// functools.lru_cache's wrapper. The cache is a dict whose order is that of use: the first item is the oldest.
#include "modules/functools/functools.h"
#include "object/dict_table.h"
#include "object/instance.h"
#include "object/int.h"

#include <algorithm>

namespace tauraro::functools {

namespace {

/// kLimit: None, or an int. kMark stands between positional and keyword arguments in a key.
enum Field : int { kFunction, kCache, kLimit, kTyped, kInfoType, kMark, kHits, kMisses };
static_assert(kMisses + 1 == kLruCacheFields);

NativeObject* self_of(const Args& args) { return args[0].as<NativeObject>(); }
void count(NativeObject* self, Field which) { self->values[which] = Value::from_int(self->values[which].as_int() + 1); }

Result<Value> cache_new(Vm& vm, const Args& args) {
  const Value function = args[1];
  if (!is_callable(vm, function)) return vm.raise(TypeId::TypeError, "the first argument must be callable");
  Value limit = args[2];
  if (!limit.is_none()) {
    if (!is_index(vm, limit)) return vm.raise(TypeId::TypeError, "maxsize should be integer or None");
    limit = Value::from_int(std::clamp<std::int64_t>(TRY(index_to_int64(vm, limit)), 0, Value::kMaxInt));
  }
  const bool typed = TRY(truth(vm, args[3]));
  const Value cache = Value::from_cell(TRY(new_dict(vm)));
  Cell* mark = vm.allocate_instance(vm.type(TypeId::Object), 0);
  if (!mark) return Raised{};
  NativeObject* made = TRY(new_native_instance(vm, args[0].as<Type>(), kLruCacheFields));
  made->values[kFunction] = function;
  made->values[kCache] = cache;
  made->values[kLimit] = limit;
  made->values[kTyped] = Value::from_bool(typed);
  made->values[kInfoType] = args[4];
  made->values[kMark] = Value::from_cell(mark);
  made->values[kHits] = made->values[kMisses] = Value::from_int(0);
  return Value::from_cell(made);
}

/// The key of a call: its only argument when that is an exact str or int, else a tuple.
Result<Value> make_key(Vm& vm, const NativeObject* self, const Args& args, std::uint64_t* hash) {
  const bool typed = self->values[kTyped].is_true();
  const std::uint64_t keyword_count = args.keywords ? args.keywords->count : 0;
  if (!typed && keyword_count == 0) {
    if (args.rest_count == 1) {
      const Value only = args.rest[0];
      if (only.is_int() || vm.is_exact(only, TypeId::Str) || vm.is_exact(only, TypeId::Int)) {
        *hash = TRY(hash_key(vm, only));
        return only;
      }
    }
    const Value key = Value::from_cell(TRY(new_tuple(vm, args.rest_span())));
    *hash = TRY(hash_key(vm, key));
    return key;
  }
  List* parts = TRY(new_list(vm, args.rest_span()));
  std::uint32_t position = 0;
  Value name, value;
  if (keyword_count != 0) {
    TRY(list_append(vm, parts, self->values[kMark]));
    while (dict_next(args.keywords, &position, &name, &value)) {
      TRY(list_append(vm, parts, name));
      TRY(list_append(vm, parts, value));
    }
  }
  if (typed) {
    for (const Value argument : args.rest_span()) TRY(list_append(vm, parts, Value::from_cell(vm.type_of(argument))));
    position = 0;
    while (keyword_count != 0 && dict_next(args.keywords, &position, &name, &value))
      TRY(list_append(vm, parts, Value::from_cell(vm.type_of(value))));
  }
  const Value key = Value::from_cell(TRY(new_tuple(vm, parts->span())));
  *hash = TRY(hash_key(vm, key));
  return key;
}

Result<Value> call_function(Vm& vm, const NativeObject* self, const Args& args) {
  if (!args.keywords || args.keywords->count == 0) return vm.call(self->values[kFunction], args.rest_span());
  Tuple* arguments = TRY(new_tuple(vm, args.rest_span()));
  return vm.call_spread(self->values[kFunction], arguments, args.keywords);
}

Result<void> drop_oldest(Vm& vm, Dict* cache) {
  std::uint32_t position = 0;
  Value key, value;
  if (!dict_next(cache, &position, &key, &value)) return {};
  const std::uint64_t hash = cache->entries->rows[position - 1].hash;
  TRY(dict_pop_hashed(vm, cache, key, hash));
  return {};
}

/// Makes the row that was just found the newest, without calling __hash__ or __eq__ again.
Result<void> move_to_end(Vm& vm, Dict* cache, std::uint64_t hash, Value result) {
  using dict_table::Match;
  const std::int64_t row = dict_table::find_row(cache, hash, [&](std::uint32_t at) { return cache->entries->rows[at].value == result ? Match::Yes : Match::No; });
  if (row < 0 || static_cast<std::uint32_t>(row) + 1 == cache->used) return {};
  const Value key = cache->entries->rows[row].key;
  dict_table::erase_row(cache, static_cast<std::uint32_t>(row));
  return dict_table::append_row(vm, cache, key, hash, result);
}

Result<Value> cache_call(Vm& vm, const Args& args) {
  NativeObject* self = self_of(args);
  const Value limit = self->values[kLimit];
  if (!limit.is_none() && limit.as_int() == 0) {
    count(self, kMisses);
    return call_function(vm, self, args);
  }
  std::uint64_t hash = 0;
  const Value key = TRY(make_key(vm, self, args, &hash));
  const Value known = TRY(dict_get_hashed(vm, self->values[kCache].as<Dict>(), key, hash));
  if (!known.is_not_found()) {
    count(self, kHits);
    if (!limit.is_none()) TRY(move_to_end(vm, self->values[kCache].as<Dict>(), hash, known));
    return known;
  }
  count(self, kMisses);
  const Value result = TRY(call_function(vm, self, args));
  Dict* cache = self->values[kCache].as<Dict>();
  if (limit.is_none()) {
    TRY(dict_set_hashed(vm, cache, key, hash, result));
    return result;
  }
  if (!TRY(dict_get_hashed(vm, cache, key, hash)).is_not_found()) return result;  // the call itself has added it
  if (static_cast<std::int64_t>(cache->count) >= limit.as_int()) TRY(drop_oldest(vm, cache));
  TRY(dict_set_hashed(vm, cache, key, hash, result));
  return result;
}

Result<Value> cache_info(Vm& vm, const Args& args) {
  const NativeObject* self = self_of(args);
  const auto size = static_cast<std::int64_t>(self->values[kCache].as<Dict>()->count);
  return vm.call(self->values[kInfoType], {self->values[kHits], self->values[kMisses], self->values[kLimit], Value::from_int(size)});
}

Result<Value> cache_clear(Vm& vm, const Args& args) {
  NativeObject* self = self_of(args);
  self->values[kHits] = self->values[kMisses] = Value::from_int(0);
  dict_clear(vm, self->values[kCache].as<Dict>());
  return Value::none();
}

Result<Value> cache_get(Vm& vm, const Args& args) {
  if (args[1].is_none()) return args[0];
  return new_bound_method(vm, args[0], args[1]);
}

Result<Value> cache_deepcopy(Vm&, const Args& args) { return args[0]; }
Result<Value> cache_reduce(Vm& vm, const Args& args) { return get_attr(vm, args[0], "__qualname__"); }

constexpr NativeMethod kMethods[] = {
    {"__new__", cache_new, "($type, /, user_function, maxsize, typed, cache_info_type)", NativeMethod::Static},
    {"__call__", cache_call, "($self, /, *args, **kwargs)"},
    {"__get__", cache_get, "($self, instance, owner=None, /)"},
    {"__copy__", return_self, "($self, /)"},
    {"__deepcopy__", cache_deepcopy, "($self, memo, /)"},
    {"__reduce__", cache_reduce, "($self, /)"},
    {"cache_info", cache_info, "($self, /)"},
    {"cache_clear", cache_clear, "($self, /)"},
};

}  // namespace

constexpr NativeTypeSpec kLruCache{"functools._lru_cache_wrapper", kMethods};

}  // namespace tauraro::functools
