/* Where the store is, and how its queries are said to another engine. */
#include "check.h"
#include "consumer/address.h"
#include "consumer/store/dialect.h"

static void a_file_is_a_path(void **state)
{
	(void)state;
	struct address address;
	char shown[64];
	assert_true(address_parse(&address, "sqlite:/var/lib/x.db", NULL));
	assert_int_equal(address.kind, ADDRESS_SQLITE);
	assert_string_equal(address.path, "/var/lib/x.db");
	address_show(&address, shown, sizeof(shown));
	assert_string_equal(shown, "/var/lib/x.db");
}

#ifdef CONSUMER_MARIADB

static void a_server_is_read_part_by_part(void **state)
{
	(void)state;
	struct address address;
	char shown[128];
	assert_true(address_parse(
		&address, "mysql://shop:p%40s@s/w%3Aord@db.example.com:3307/dbx?ca=/a%26b.pem", NULL));
	assert_int_equal(address.kind, ADDRESS_MARIADB);
	assert_string_equal(address.user, "shop");
	assert_string_equal(address.password, "p@s@s/w:ord");
	assert_string_equal(address.host, "db.example.com");
	assert_int_equal(address.port, 3307);
	assert_string_equal(address.database, "dbx");
	assert_string_equal(address.ca, "/a&b.pem");
	address_show(&address, shown, sizeof(shown));
	assert_string_equal(shown, "dbx on db.example.com:3307");
}

static void what_is_left_out_is_usual(void **state)
{
	(void)state;
	struct address address;
	char shown[128];
	assert_true(address_parse(&address, "mariadb://u@[fe80::1]", NULL));
	assert_string_equal(address.host, "fe80::1");
	assert_int_equal(address.port, 3306);
	assert_string_equal(address.database, "dbstatis");
	assert_string_equal(address.password, "");
	assert_true(address_parse(&address, "mysql:///?socket=/run/m.sock&cert=/c&key=/k", NULL));
	assert_string_equal(address.path, "/run/m.sock");
	assert_string_equal(address.cert, "/c");
	assert_string_equal(address.key, "/k");
	address_show(&address, shown, sizeof(shown));
	assert_string_equal(shown, "dbstatis on /run/m.sock");
}

static void what_is_wrong_is_said_without_the_password(void **state)
{
	(void)state;
	static const char *const wrong[][2] = {
		{"mysql://u:Sup3r@", "there is no host"},
		{"mysql://u:Sup3r@h:0/d", "the port is not a number from 1 to 65535"},
		{"mysql://u:Sup3r@[::1/d", "the address has a [ without a ]"},
		{"mysql://u:Sup3r@[::1]3306/d", "something other than :port follows the address"},
		{"mysql://u:Sup3r%4@h/d", "the password has a % that is not followed by two hex digits"},
		{"mysql://u:Sup3r%00@h/d", "the password holds a NUL"},
		{"mysql://u:Sup3r@h/d?tls=1", "the options after the ? are socket, ca, cert and key"},
		{"mysql://u:Sup3r@h/d?cert=/c", "cert and key go together"},
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		struct errnotice_err err = {""};
		struct address address;
		assert_false(address_parse(&address, wrong[i][0], &err));
		assert_string_equal(err.text, wrong[i][1]);
	}
}

#else

static void a_server_is_refused_by_a_program_that_speaks_to_none(void **state)
{
	(void)state;
	struct errnotice_err err = {""};
	struct address address;
	assert_false(address_parse(&address, "mysql://u:Sup3r@h/d", &err));
	assert_string_equal(err.text, "this program was built without MariaDB; use sqlite:PATH");
}

#endif

/* --- dialect --- */

static void check(const char *sqlite, const char *wanted, int count, const unsigned short *values)
{
	struct dialect dialect;
	assert_true(dialect_translate(&dialect, sqlite));
	assert_string_equal(dialect.sql, wanted);
	assert_int_equal(dialect.count, count);
	for (int i = 0; i < count; i++) {
		assert_int_equal(dialect.values[i], values[i]);
	}
	free(dialect.sql);
}

static void queries_are_translated(void **state)
{
	(void)state;
	check("SELECT a FROM t WHERE b = ? AND c = ?", "SELECT a FROM t WHERE b = ? AND c = ?", 2,
		(unsigned short[]){1, 2});
	check("UPDATE t SET a = ?2, b = ?2 WHERE c = ?1", "UPDATE t SET a = ?, b = ? WHERE c = ?", 3,
		(unsigned short[]){2, 2, 1});
	check("INSERT INTO t (a, n) VALUES (?, 1) ON CONFLICT (a, b) DO UPDATE SET n = n + excluded.n, m = "
	      "excluded.m_2",
		"INSERT INTO t (a, n) VALUES (?, 1) ON DUPLICATE KEY UPDATE n = n + VALUES(n), m = "
		"VALUES(m_2)",
		1, (unsigned short[]){1});
	check("INSERT INTO t (a) VALUES (?) ON CONFLICT (a) DO NOTHING",
		"INSERT INTO t (a) VALUES (?) ON DUPLICATE KEY UPDATE a = a", 1, (unsigned short[]){1});
	check("INSERT OR REPLACE INTO t (a) VALUES (?)", "REPLACE INTO t (a) VALUES (?)", 1,
		(unsigned short[]){1});
}

static void texts_are_left_alone(void **state)
{
	(void)state;
	check("SELECT '?1 excluded.a''?' WHERE b = ?", "SELECT '?1 excluded.a''?' WHERE b = ?", 1,
		(unsigned short[]){1});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_a_path),
#ifdef CONSUMER_MARIADB
		cmocka_unit_test(a_server_is_read_part_by_part),
		cmocka_unit_test(what_is_left_out_is_usual),
		cmocka_unit_test(what_is_wrong_is_said_without_the_password),
#else
		cmocka_unit_test(a_server_is_refused_by_a_program_that_speaks_to_none),
#endif
		cmocka_unit_test(queries_are_translated),
		cmocka_unit_test(texts_are_left_alone),
	};
	return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
