package dev.smsdesk.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A class of tests that brings its own server to die; {@code -Pfaults} runs those alone, and longer. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("faults")
@DisabledIfSystemProperty(named = "arquillian.launch", matches = "payara", disabledReason = "it brings its own Tomcat, which is tried "
    + "already")
@interface FaultTest {}
