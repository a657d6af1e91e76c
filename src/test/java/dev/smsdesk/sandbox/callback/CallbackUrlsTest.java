package dev.smsdesk.sandbox.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.smsdesk.sandbox.CallRefused;
import dev.smsdesk.sandbox.Receiver;
import dev.smsdesk.sandbox.SandboxSettings;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The sandbox calls the application itself and, on one machine with it, this machine; no other host")
class CallbackUrlsTest {
    private final CallbackUrls local = urls("http://127.0.0.1:8080/sms-desk/");
    private final CallbackUrls remote = urls("https://desk.internal/sms-desk");

    private static CallbackUrls urls(String self) {
        return new CallbackUrls(new SandboxSettings(URI.create(self), URI.create(self), Receiver::secret, "token", 1));
    }

    @ParameterizedTest
    @CsvSource({"https://sms.example.com/behind/a/proxy/api/callbacks/sms", "https://sms.example.com/api/callbacks/sms",
        "http://10.0.0.1/x/api/callbacks/sms"})
    void theOwnPathsAreCalledHereUnderEveryPublicName(String url) {
        assertEquals("http://127.0.0.1:8080/sms-desk/api/callbacks/sms", local.called(URI.create(url)).orElseThrow().toString());
        assertEquals("https://desk.internal/sms-desk/api/callbacks/sms", remote.called(URI.create(url)).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9000/hook", "http://localhost:9000/api/callbacks/sms", "https://[::1]:9000/x/y?z=1",
        "http://127.8.8.8/h"})
    void anAddressOfThisMachineIsCalledAtItsOwnPortAndPath(String url) {
        assertEquals(url, local.called(URI.create(url)).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/hook", "http://169.254.169.254/latest", "http://127.0.0.1.example.com/hook",
        "http://localhost.example/h",
        "http://0.0.0.0:80/hook", "http://2130706433/hook", "http://user@example.com/hook"})
    void anotherHostIsRefused(String url) {
        assertEquals("syntax_invalid_parameter_format", assertThrows(CallRefused.class, () -> local
            .requireCalled("callback_url", URI.create(url))).code());
    }

    @Test
    void whereTheApplicationIsElsewhereThisMachineIsNotCalled() {
        CallRefused refused = assertThrows(CallRefused.class, () -> remote.requireCalled("callback_url", URI
            .create("http://127.0.0.1:9000/hook")));
        assertEquals("callback_url: the sandbox calls SMS Desk's own /api/callbacks/ paths, and no other host", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/b", "javascript:alert(1)", "http://a", "https:///x", "http://[x/y", "not a url"})
    void whatIsNoUrlIsRefused(String url) {
        assertThrows(CallRefused.class, () -> CallbackUrls.read("target", url));
    }
}
