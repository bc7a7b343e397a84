#include "object/iteration_feedback.h"

#include "object/containers.h"
#include "object/runtime.h"

namespace tauraro {
namespace {

constexpr std::size_t kMostKinds = std::tuple_size_v<IterationKinds> - 1;

/// Appends the iterator's shape and those within it. False: there are too many, or it is nothing that we know.
bool collect(Value iterator, IterationKinds& kinds, std::size_t& count, bool within_zip) {
  if (!iterator.is(kind::Iterator) || count == kMostKinds) return false;
  const std::uint32_t shape = iterator.as_cell()->shape;
  if (shape > builtin_shape(TypeId::Internal)) return false;
  kinds[count++] = static_cast<std::uint16_t>(shape);
  const Iterator* self = iterator.as<Iterator>();
  if (shape == builtin_shape(TypeId::Enumerate)) return collect(self->source, kinds, count, within_zip);
  if (shape != builtin_shape(TypeId::Zip)) return true;
  if (within_zip) return false;  // where the inner one ends could not be told
  for (const Value item : self->source.as<Tuple>()->span())
    if (!collect(item, kinds, count, true)) return false;
  return true;
}

}  // namespace

void record_iteration(InlineCache& site, Value iterator) {
  IterationKinds kinds{};
  std::size_t count = 0;
  site.state = InlineCache::State::Iteration;
  if (!collect(iterator, kinds, count, false)) kinds = {};
  site.shape = kinds[0];
  site.offset = std::uint32_t{kinds[2]} << 16 | kinds[1];
  site.version = std::uint32_t{kinds[4]} << 16 | kinds[3];
}

IterationKinds iteration_kinds(const InlineCache& site) {
  if (site.state != InlineCache::State::Iteration) return {};
  const auto part = [](std::uint32_t word, int shift) { return static_cast<std::uint16_t>(word >> shift); };
  return {static_cast<std::uint16_t>(site.shape), part(site.offset, 0), part(site.offset, 16), part(site.version, 0), part(site.version, 16), 0};
}

}  // namespace tauraro
