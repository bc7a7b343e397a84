# Libraries of the system are loaded when a module is imported (compression/shared_library.h).
target_link_libraries(tauraro_modules PUBLIC ${CMAKE_DL_LIBS})
