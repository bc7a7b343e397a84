// "Did you mean": the names of the place where a name was not found, by edit distance.
#include "modules/sys/suggestions.h"

#include <algorithm>
#include <vector>

#include "builtins/support.h"
#include "vm/frame_object.h"

namespace tauraro {
namespace {

constexpr std::size_t kMoveCost = 2, kCaseCost = 1;
constexpr std::size_t kMaxLength = 40;
constexpr std::size_t kMaxCandidates = 750;

std::size_t substitution_cost(unsigned char a, unsigned char b) {
  if ((a & 31) != (b & 31)) return kMoveCost;
  if (a == b) return 0;
  const auto lower = [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c + 0; };
  return lower(a) == lower(b) ? kCaseCost : kMoveCost;
}

/// Cost of turning one text into the other; more than `limit` as soon as it is sure to exceed it.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) a.remove_prefix(1), b.remove_prefix(1);
  while (!a.empty() && !b.empty() && a.back() == b.back()) a.remove_suffix(1), b.remove_suffix(1);
  if (a.empty() || b.empty()) return (a.size() + b.size()) * kMoveCost;
  if (a.size() > kMaxLength || b.size() > kMaxLength) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if ((b.size() - a.size()) * kMoveCost > limit) return limit + 1;
  std::vector<std::size_t> row(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) row[i] = (i + 1) * kMoveCost;
  std::size_t result = 0;
  for (std::size_t j = 0; j < b.size(); ++j) {
    std::size_t distance = result = j * kMoveCost;
    std::size_t smallest = SIZE_MAX;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const std::size_t substitute = distance + substitution_cost(static_cast<unsigned char>(b[j]), static_cast<unsigned char>(a[i]));
      distance = row[i];
      result = std::min(std::min(result, distance) + kMoveCost, substitute);
      row[i] = result;
      smallest = std::min(smallest, result);
    }
    if (smallest > limit) return limit + 1;
  }
  return result;
}

std::string nearest(Vm& vm, List* candidates, const std::string& name) {
  if (candidates->length >= kMaxCandidates) return {};
  std::string best;
  std::size_t best_distance = SIZE_MAX;
  for (std::uint64_t i = 0; i < candidates->length; ++i) {
    const Value item = candidates->storage->items[i];
    if (!item.is(kind::Str)) return {};
    const std::string candidate = text_of(vm, item);
    if (candidate == name) continue;
    const std::size_t limit = std::min((name.size() + candidate.size() + 3) * kMoveCost / 6, best_distance - 1);
    const std::size_t distance = edit_distance(name, candidate, limit);
    if (distance > limit) continue;
    if (best.empty() || distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

/// The variables of the function where it was raised, its globals, its builtins.
Result<std::string> suggest_variable(Vm& vm, const Exception* error, const std::string& name) {
  if (!error->traceback.is(kind::Traceback)) return std::string();
  const Traceback* last = error->traceback.as<Traceback>();
  while (last->next.is(kind::Traceback)) last = last->next.as<Traceback>();
  const LinkedCode* code = last->frame.as<FrameObject>()->code;
  List* names = TRY(list_from(vm, code->code->local_names));
  for (const std::string& free : (*code->code->unit)->free_names) TRY(list_append(vm, names, interned(vm, free)));
  std::string found = nearest(vm, names, name);
  if (found.empty()) found = nearest(vm, TRY(list_from(vm, value_of(code->globals))), name);
  if (found.empty()) found = nearest(vm, TRY(list_from(vm, code->builtins)), name);
  return found;
}

Result<std::string> suggest_attribute(Vm& vm, Value object, const std::string& name) {
  const Value dir = dict_get_str(vm, vm.builtins, intern(vm, "dir"));
  if (dir.is_not_found()) return std::string();
  const Value names = TRY(vm.call(dir, {object}));
  return names.is(kind::List) ? nearest(vm, names.as<List>(), name) : std::string();
}

Result<std::string> suggest(Vm& vm, Value exception) {
  const Exception* error = exception.as<Exception>();
  if (is_instance(vm, exception, TypeId::NameError) && error->extra[0].is(kind::Str)) return suggest_variable(vm, error, text_of(vm, error->extra[0]));
  if (is_instance(vm, exception, TypeId::AttributeError) && error->extra[0].is(kind::Str) && !error->extra[1].is_empty())
    return suggest_attribute(vm, error->extra[1], text_of(vm, error->extra[0]));
  return std::string();
}

}  // namespace

std::string suggested_name(Vm& vm, Value exception) {
  const Result<std::string> found = suggest(vm, exception);
  if (!found.is_raised()) return found.value();
  (void)vm.catch_pending();
  return {};
}

}  // namespace tauraro
