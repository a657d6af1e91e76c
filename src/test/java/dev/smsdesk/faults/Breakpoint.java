package dev.smsdesk.faults;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** At the first line of a method: the process stands still there with all its threads. The process knows nothing of it. */
final class Breakpoint implements Trap {
    private static final Duration ATTACH = Duration.ofSeconds(20);
    private final VirtualMachine process;
    private final String method;

    /** @throws IllegalStateException there is no such method: it was renamed, and the step has to name it anew */
    Breakpoint(int debugPort, String type, String method) {
        this.method = method;
        this.process = attached(debugPort);
        ClassPrepareRequest loading = process.eventRequestManager().createClassPrepareRequest();
        loading.addClassFilter(type);
        loading.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        loading.enable();
        process.classesByName(type).forEach(this::stopAtMethod);
    }

    /** The process may have begun only just now. */
    private static VirtualMachine attached(int port) {
        AttachingConnector sockets = Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(one -> one.transport().name().equals("dt_socket")).findFirst().orElseThrow();
        Map<String, Connector.Argument> arguments = sockets.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(String.valueOf(port));
        for (long end = System.nanoTime() + ATTACH.toNanos(); ; Run.pause(Duration.ofMillis(20))) {
            try {
                return sockets.attach(arguments);
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("no debugger's port " + port, e);
                }
            } catch (IllegalConnectorArgumentsException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void stopAtMethod(ReferenceType type) {
        List<Method> found = type.methodsByName(method).stream().filter(one -> !one.isBridge() && !one.isAbstract()).toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no method " + type.name() + "." + method);
        }
        for (Method one : found) {
            var stop = process.eventRequestManager().createBreakpointRequest(firstLine(one));
            stop.setSuspendPolicy(EventRequest.SUSPEND_ALL);
            stop.enable();
        }
    }

    private static Location firstLine(Method method) {
        try {
            return method.allLineLocations().get(0);
        } catch (AbsentInformationException e) {
            return method.location();
        }
    }

    @Override
    public boolean isReached(Duration within) {
        for (long end = System.nanoTime() + within.toNanos(); System.nanoTime() < end; ) {
            EventSet events = next(Duration.ofNanos(end - System.nanoTime()));
            if (events == null) {
                return false;
            }
            for (Event event : events) {
                if (event instanceof BreakpointEvent) {
                    return true;
                }
                if (event instanceof ClassPrepareEvent loaded) {
                    stopAtMethod(loaded.referenceType());
                }
            }
            events.resume();
        }
        return false;
    }

    private EventSet next(Duration within) {
        try {
            return process.eventQueue().remove(Math.max(1, within.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.dispose();
        } catch (VMDisconnectedException e) {
            // it was killed: nothing is left to be told
        }
    }
}
