if(TAURARO_JIT)
  target_compile_definitions(tauraro_embed PUBLIC TAURARO_WITH_JIT=1)
endif()
