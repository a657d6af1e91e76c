package dev.smsdesk.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What this server itself knows of an account.
 * @param account  its id
 * @param rate     calls a second that may begin now, over all servers
 * @param tokenAge age of the access token in use; empty where there is none
 */
public record AccountMeters(String account, DoubleSupplier rate, Supplier<Optional<Duration>> tokenAge) {}
