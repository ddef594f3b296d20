# engine_module(NAME [DEPENDS module...] [QT component...]) adds the static library Engine::NAME from the folder NAME,
# whose own CMakeLists.txt lists its files with module_files(HEADERS ... SOURCES ...).
function(engine_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "DEPENDS;QT")
    add_library(engine_${name} STATIC)
    add_library(Engine::${name} ALIAS engine_${name})
    reuse_precompiled_headers(engine_${name})
    target_link_libraries(engine_${name} PUBLIC Qt6::Core PRIVATE retort_flags)
    foreach(dependency IN LISTS arg_DEPENDS)
        target_link_libraries(engine_${name} PUBLIC Engine::${dependency})
    endforeach()
    foreach(component IN LISTS arg_QT)
        target_link_libraries(engine_${name} PRIVATE Qt6::${component})
    endforeach()
    set_property(GLOBAL APPEND PROPERTY RETORT_ENGINE_MODULES ${name})
    set_property(GLOBAL PROPERTY RETORT_ENGINE_DEPENDS_${name} ${arg_DEPENDS})
    set(module_target engine_${name})
    add_subdirectory(${name})
endfunction()

# module_files(HEADERS file... SOURCES file...): the explicit file list of the module whose CMakeLists.txt calls it.
macro(module_files)
    cmake_parse_arguments(files "" "" "HEADERS;SOURCES" ${ARGN})
    target_sources(${module_target}
        PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR}/.. FILES ${files_HEADERS}
        PRIVATE ${files_SOURCES})
endmacro()
