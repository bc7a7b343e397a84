add_executable(ast_dump ${CMAKE_SOURCE_DIR}/tools/ast_dump.cpp)
target_link_libraries(ast_dump PRIVATE tauraro_syntax)
