// The module itertools.
#include "modules/itertools/itertools.h"

namespace tauraro {

namespace {

using namespace itertools;

constexpr NativeMethod kFunctions[] = {
    {"tee", tee_function, "(iterable, n=2, /)"},
};

Result<void> initialize(Vm& vm, Module* module) {
  constexpr const NativeTypeSpec* kTypes[] = {&kCount, &kCycle, &kRepeat, &kChain, &kCompress, &kDropWhile, &kTakeWhile,
                                              &kFilterFalse, &kStarMap, &kIslice, &kPairwise, &kAccumulate, &kZipLongest,
                                              &kGroupBy, &kProduct, &kPermutations, &kCombinations,
                                              &kCombinationsWithReplacement};
  for (const NativeTypeSpec* spec : kTypes) TRY(add_type(vm, module, *spec, kind::Iterator, sizeof(Iterator)));
  TRY(add_type(vm, module, kGrouper, kind::Iterator, sizeof(Iterator), TypeId::Object, 0));
  TRY(add_type(vm, module, kTee, kind::Iterator, sizeof(Iterator), TypeId::Object, kTypeHasWeakref));
  return {};
}

constexpr NativeModuleSpec kSpec{"itertools", kFunctions, initialize};

}  // namespace

const NativeModuleSpec& itertools_module() { return kSpec; }

}  // namespace tauraro
