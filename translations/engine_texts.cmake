# Copies the sources named in LIST (below FROM) to TO, with the context standing in each tr() of those that use base/translation.h:
# lupdate would else take the class or namespace around the call for the context. Run by the target update_translations.
file(STRINGS ${LIST} sources)
foreach(source IN LISTS sources)
    file(READ ${source} text)
    if(text MATCHES "base/translation.h")
        string(REGEX REPLACE "([^A-Za-z0-9_:.>])tr\\(" "\\1QCoreApplication::translate(\"retort\", " text "${text}")
    endif()
    file(RELATIVE_PATH name ${FROM} ${source})
    file(WRITE ${TO}/${name} "${text}")
endforeach()
