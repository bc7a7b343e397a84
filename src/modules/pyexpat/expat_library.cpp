#include "modules/pyexpat/expat_library.h"

namespace tauraro::pyexpat {

ExpatLibrary::ExpatLibrary() {
  library.find(create, "XML_ParserCreate_MM");
  library.find(create_external, "XML_ExternalEntityParserCreate");
  library.find(free_parser, "XML_ParserFree");
  library.find(set_user_data, "XML_SetUserData");
  library.find(parse, "XML_Parse");
  library.find(get_buffer, "XML_GetBuffer");
  library.find(parse_buffer, "XML_ParseBuffer");
  library.find(stop, "XML_StopParser");
  library.find(set_encoding, "XML_SetEncoding");
  library.find(set_base, "XML_SetBase");
  library.find(get_base, "XML_GetBase");
  library.find(get_input_context, "XML_GetInputContext");
  library.find(get_error_code, "XML_GetErrorCode");
  library.find(error_string, "XML_ErrorString");
  library.find(get_line, "XML_GetCurrentLineNumber");
  library.find(get_column, "XML_GetCurrentColumnNumber");
  library.find(get_byte_index, "XML_GetCurrentByteIndex");
  library.find(get_specified_count, "XML_GetSpecifiedAttributeCount");
  library.find(set_namespace_triplets, "XML_SetReturnNSTriplet");
  library.find(set_param_entity_parsing, "XML_SetParamEntityParsing");
  library.find(use_foreign_dtd, "XML_UseForeignDTD");
  library.find(set_hash_salt, "XML_SetHashSalt");
  library.find(free_content, "XML_FreeContentModel");
  library.find(set_unknown_encoding, "XML_SetUnknownEncodingHandler");
  library.find(version_text, "XML_ExpatVersion");
  library.find(version, "XML_ExpatVersionInfo");
  library.find(features, "XML_GetFeatureList");
}

SetHandler ExpatLibrary::handler_setter(const char* symbol) const {
  void (*setter)(ExpatParser*, ExpatHandler);
  library.find(setter, symbol);
  return setter;
}

const ExpatLibrary& expat() {
  static const ExpatLibrary library;
  return library;
}

}  // namespace tauraro::pyexpat
