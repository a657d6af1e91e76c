/** The packed WAR on each server that the docs name: {@code mvn verify -Pservers}, one server after the other on one port. */
package dev.smsdesk.servers;
