@echo off
rem Runs comply on Windows; on first use creates its own environment beside this file.
setlocal
set "here=%~dp0"
set "python=%here%.venv\Scripts\python.exe"
if not exist "%here%.venv\.comply-user" (
  echo comply : premiere utilisation, creation de l'environnement / first use, creating the environment... 1>&2
  py -3 -m venv "%here%.venv" || python -m venv "%here%.venv" || exit /b 2
  "%python%" -m pip install --quiet --disable-pip-version-check --editable "%here%." || exit /b 2
  echo ok> "%here%.venv\.comply-user"
)
"%python%" -X utf8 -m compliance %*
