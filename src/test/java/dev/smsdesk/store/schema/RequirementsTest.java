package dev.smsdesk.store.schema;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.store.Database;
import dev.smsdesk.store.TestDatabase;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@DisplayName("A database that is not set up as SMS Desk needs it is refused at start, with the statement that repairs it")
class RequirementsTest {
    @Test
    @DisabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "of H2 alone")
    void h2WithoutItsMySqlModeIsToldTheUrlsMissingPart() {
        String sentence = "The H2 database is not opened in MySQL mode. Add ;MODE=MySQL;DATABASE_TO_LOWER=TRUE to its JDBC URL and "
            + "restart.";
        try (Database plain = Database.fromUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", null, null)) {
            assertEquals(sentence, refusal(plain));
        }
        try (Database right = Database.fromUrl("jdbc:h2:mem:" + UUID.randomUUID()
                + ";mode=mysql;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1", null, null)) {
            assertDoesNotThrow(() -> new Schema(right.dataSource()).migrate());
        }
    }

    /** As the tests' user may change the server for all: one class at a time uses it. */
    @Nested
    @EnabledIfSystemProperty(named = "smsdesk.test.dbUrl", matches = ".+", disabledReason = "H2 keeps every character, has no binary log "
        + "and no row formats")
    class OnAServer {
        @Test
        void aDatabaseInLatin1IsRefusedBeforeAnythingIsMadeAndTheStatementRepairsIt() {
            try (TestDatabase database = TestDatabase.empty()) {
                database.run("alter database character set latin1");
                String name = database.text("select database()");
                String repair = "alter database `" + name + "` character set utf8mb4 collate utf8mb4_bin";
                assertEquals("The database is not in utf8mb4 and cannot keep every character, such as an emoji. Run: " + repair
                    + "; SMS Desk looks again by itself.", refusal(database.database()));
                assertEquals(0, database.number("select count(*) from information_schema.tables where table_schema = database()"));
                database.run(repair);
                assertKeepsAnEmoji(database);
            }
        }

        @Test
        void tablesOfAnOlderStartInLatin1AreNamedOneByOne() throws SQLException {
            try (TestDatabase database = TestDatabase.open()) {
                String name = database.text("select database()");
                database.run("alter table kept_value modify content varchar(500) character set latin1 not null");
                database.run("alter table batch modify text varchar(2000) character set latin1 not null");
                database.run("create table of_another_application (t varchar(9)) character set latin1");
                String refusal = refusal(database.database());
                assertTrue(refusal.contains("Run: alter table `batch` convert to character set utf8mb4 collate utf8mb4_bin; "
                    + "alter table `kept_value` convert to character set utf8mb4 collate utf8mb4_bin; SMS Desk"), refusal);
                for (String repair : refusal.replaceAll(".* Run: |; SMS Desk.*", "").split("; ")) {
                    database.run(repair);
                }
                assertKeepsAnEmoji(database);
                assertEquals(name, database.text("select database()"));
            }
        }

        @Test
        void aBinaryLogOfStatementsIsNamed() {
            try (TestDatabase database = TestDatabase.open()) {
                if (database.number("select @@log_bin") == 0) {
                    return;   // then its format does not matter
                }
                TestDatabase.asAdmin("set global binlog_format = 'STATEMENT'");
                try {
                    String refusal = refusal(database.database());
                    assertTrue(refusal.contains("Run: set global binlog_format = 'ROW';"), refusal);
                } finally {
                    TestDatabase.asAdmin("set global binlog_format = 'ROW'");
                }
                assertKeepsAnEmoji(database);
            }
        }

        @Test
        void aRowFormatThatIsTooSmallForOurKeysIsNamedAndTheChangeGoesOnAfterwards() {
            try (TestDatabase database = TestDatabase.empty()) {
                TestDatabase.asAdmin("set global innodb_default_row_format = 'compact'");
                try {
                    String refusal = refusal(database.database());
                    assertTrue(refusal.contains("Run: set global innodb_default_row_format = 'dynamic';"), refusal);
                } finally {
                    TestDatabase.asAdmin("set global innodb_default_row_format = 'dynamic'");
                }
                assertKeepsAnEmoji(database);
            }
        }

        private void assertKeepsAnEmoji(TestDatabase database) {
            assertDoesNotThrow(() -> new Schema(database.database().dataSource()).migrate());
            database.run("insert into kept_value (name, content) values ('emoji', ?)", "\uD83D\uDE00");
            assertEquals("\uD83D\uDE00", database.text("select content from kept_value where name = 'emoji'"));
        }
    }

    private static String refusal(Database database) {
        return assertThrows(IllegalStateException.class, () -> new Schema(database.dataSource()).migrate()).getMessage();
    }
}
