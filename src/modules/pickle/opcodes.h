#pragma once

namespace tauraro::pickle {

/// The opcodes of all protocols.
enum Opcode : char {
  kMark = '(', kStop = '.', kPop = '0', kPopMark = '1', kDup = '2', kFloat = 'F', kInt = 'I', kBinInt = 'J', kBinInt1 = 'K', kLong = 'L', kBinInt2 = 'M', kNone = 'N',
  kPersId = 'P', kBinPersId = 'Q', kReduce = 'R', kString = 'S', kBinString = 'T', kShortBinString = 'U', kUnicode = 'V', kBinUnicode = 'X', kAppend = 'a', kBuild = 'b',
  kGlobal = 'c', kDict = 'd', kEmptyDict = '}', kAppends = 'e', kGet = 'g', kBinGet = 'h', kInst = 'i', kLongBinGet = 'j', kList = 'l', kEmptyList = ']', kObj = 'o',
  kPut = 'p', kBinPut = 'q', kLongBinPut = 'r', kSetItem = 's', kTuple = 't', kEmptyTuple = ')', kSetItems = 'u', kBinFloat = 'G',
  // protocol 2
  kProto = '\x80', kNewObj = '\x81', kExt1 = '\x82', kExt2 = '\x83', kExt4 = '\x84', kTuple1 = '\x85', kTuple2 = '\x86', kTuple3 = '\x87', kNewTrue = '\x88', kNewFalse = '\x89',
  kLong1 = '\x8a', kLong4 = '\x8b',
  // protocol 3
  kBinBytes = 'B', kShortBinBytes = 'C',
  // protocol 4
  kShortBinUnicode = '\x8c', kBinUnicode8 = '\x8d', kBinBytes8 = '\x8e', kEmptySet = '\x8f', kAddItems = '\x90', kFrozenSet = '\x91', kNewObjEx = '\x92', kStackGlobal = '\x93',
  kMemoize = '\x94', kFrame = '\x95',
  // protocol 5
  kByteArray8 = '\x96', kNextBuffer = '\x97', kReadOnlyBuffer = '\x98',
};

inline constexpr int kDefaultProtocol = 4, kHighestProtocol = 5;

}  // namespace tauraro::pickle
