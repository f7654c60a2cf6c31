-- Once per installation, as a superuser. Safe to read, not to repeat: a second run stops at the first role.
--   psql -v ON_ERROR_STOP=1 -v owner_password="$OWNER" -v app_password="$APP" -f deploy/postgres/bootstrap.sql
-- The owner migrates and provisions; it must inherit. The application logs in without rights and takes one role at a
-- time. Use `\password` afterwards if the server logs statements.
CREATE ROLE sabut_owner LOGIN NOSUPERUSER CREATEROLE CREATEDB INHERIT PASSWORD :'owner_password';
CREATE ROLE sabut_app LOGIN NOSUPERUSER NOINHERIT PASSWORD :'app_password';
CREATE DATABASE sabut OWNER sabut_owner;
-- A refused row and its statement hold people's facts: the server's log tells the rule only.
ALTER DATABASE sabut SET log_error_verbosity = 'terse';
ALTER DATABASE sabut SET log_min_error_statement = 'panic';
ALTER DATABASE sabut SET log_min_duration_statement = -1;
ALTER DATABASE sabut SET log_statement = 'none';

-- Only where tests run: add -v test_password="$TEST". From PostgreSQL 16 on the owner could not grant itself.
\if :{?test_password}
CREATE ROLE sabut_test LOGIN NOSUPERUSER NOINHERIT PASSWORD :'test_password';
GRANT sabut_owner TO sabut_test;
GRANT sabut_app TO sabut_test;
\endif
