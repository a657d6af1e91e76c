package dev.smsdesk.access.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.smsdesk.access.Role;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.MutableClock;
import dev.smsdesk.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key works until it is revoked, and only its digest is stored")
class ApiKeysTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456Z");
    private final MutableClock clock = new MutableClock(NOON);
    private final TestDatabase database = TestDatabase.open();
    private final ApiKeys keys = new ApiKeys(database.tx(), new Ids(clock), clock, null);

    @BeforeEach
    void empty() {
        database.run("delete from api_key");
        database.run("delete from audit_entry");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNewKeyIsLongAndOpensWithItsRole() {
        String key = keys.create("Order system", Role.SENDER, "anna");
        assertTrue(key.matches("smsdesk_[A-Za-z0-9_-]{43}"), key);
        ApiKey found = keys.find(key).orElseThrow();
        assertEquals(Role.SENDER, found.role());
        assertEquals("Order system", found.name());
        assertEquals("anna", found.createdBy());
        assertEquals(NOON, found.createdAt());
    }

    @Test
    void itsCharactersAreNowhereInTheDatabase() {
        String key = keys.create("Order system", Role.SENDER, "anna");
        assertEquals(0, database.number("select count(*) from api_key where name = ? or id = ?", key, key));
        assertEquals(0, database.number("select count(*) from audit_entry where detail like ?", "%" + key.substring(8, 20) + "%"));
        assertEquals(32, database.number("select octet_length(digest) from api_key"));
    }

    @Test
    void anyOtherKeyOpensNothing() {
        String key = keys.create("Order system", Role.SENDER, "anna");
        assertEquals(Optional.empty(), keys.find(key + "x"));
        assertEquals(Optional.empty(), keys.find(key.toLowerCase(java.util.Locale.ROOT)));
        assertEquals(Optional.empty(), keys.find(""));
    }

    @Test
    void aRevokedKeyOpensNothingAndKeepsItsFirstTime() {
        String key = keys.create("Order system", Role.SENDER, "anna");
        String id = keys.all().get(0).id();
        keys.revoke(id, "bea");
        clock.pass(Duration.ofHours(1));
        keys.revoke(id, "carl");
        assertEquals(Optional.empty(), keys.find(key));
        assertEquals(NOON, keys.all().get(0).revokedAt());
    }

    @Test
    void allAreListedNewestFirst() {
        keys.create("first", Role.VIEWER, "anna");
        clock.pass(Duration.ofSeconds(1));
        keys.create("second", Role.ADMIN, "anna");
        assertEquals(List.of("second", "first"), keys.all().stream().map(ApiKey::name).toList());
    }

    @Test
    void makingAndRevokingIsAuditedWithTheDeed() {
        keys.create("Order system", Role.SENDER, "anna");
        String id = keys.all().get(0).id();
        keys.revoke(id, "bea");
        assertEquals(1, database.number("select count(*) from audit_entry where who = 'anna' and what = 'key created' and detail like ?",
            "%" + id + "%"));
        assertEquals(1, database.number("select count(*) from audit_entry where who = 'bea' and what = 'key revoked' and detail like ?", "%"
            + id + "%"));
    }

    @Test
    void theKeyOfTheSettingIsAnAdminsAndNotInTheList() {
        ApiKeys withSetting = new ApiKeys(database.tx(), new Ids(clock), clock, "from the setting");
        assertEquals(Role.ADMIN, withSetting.find("from the setting").orElseThrow().role());
        assertEquals("setting", withSetting.find("from the setting").orElseThrow().id());
        assertEquals(Optional.empty(), withSetting.find("from the settinG"));
        assertTrue(withSetting.hasSettingKey());
        assertFalse(keys.hasSettingKey());
        assertEquals(List.of(), withSetting.all());
    }
}
