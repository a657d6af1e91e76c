<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="health" value="${page.health()}"/>
<c:set var="silence" value="${health.silence()}"/>
<ui:page title="Callback health" menu="callback-health">
  <h1>Callback health</h1>
  <c:if test="${not page.keeping()}"><div class="summary" role="alert">
    <p><strong>Callbacks cannot be stored.</strong> The database refuses or delays every write: its disk may be full, or it is read-only or
        away. This server's log has its message.
      Sinch is answered 503 and sends them again. The next callback that is stored ends this.</p></div></c:if>
  <c:choose>
    <c:when test="${silence.silent()}"><div class="summary" role="alert">
      <p><strong>Sinch is silent on the ${silence.channel().api()}.</strong> ${desk:count(silence.unanswered())} messages or more
        went out since <ui:time at="${silence.since()}"/>, and no callback has come since then.
        See whether callbacks are <a href="<c:url value='/refusals'/>">rejected</a>, run the self-test on <a
            href="<c:url value='/connection'/>">Connection</a>, then ask Sinch.
        The next genuine callback ends this.</p></div></c:when>
    <c:when test="${page.limit() eq 0}"><p>Silence is not watched: <code>SMSDESK_SILENCE_MESSAGES</code> is 0.</p></c:when>
    <c:otherwise><div class="summary well"><p>Sinch is not silent. Silence means: ${desk:count(page.limit())} messages
        were sent, and no callback came for ${desk:lasting(page.patience())}. Without a callback now:
      ${desk:count(silence.unanswered())}.</p></div></c:otherwise>
  </c:choose>
  <p class="meta">As of <ui:time at="${health.at()}"/>. Figures count all servers unless they say otherwise. Hours begin at a full five
      minutes.</p>

  <section aria-labelledby="came">
    <h2 id="came">Received</h2>
    <table class="rows">
      <thead><tr><th scope="col">API</th><th scope="col">Last genuine callback</th><th scope="col">Accepted, last hour</th>
      <th scope="col">Accepted, 24 h</th></tr></thead>
      <tbody>
        <c:forEach items="${health.paths()}" var="path">
          <tr>
            <th scope="row" data-label="API">${path.channel().word()}</th>
            <td data-label="Last"><c:choose><c:when test="${empty path.last()}">none yet</c:when><c:otherwise><span><ui:time
                at="${path.last()}"/>, ${desk:ago(path.last(), health.at())}</span></c:otherwise></c:choose></td>
            <td data-label="Last hour">${desk:count(path.accepted().hour())}</td>
            <td data-label="24 hours">${desk:count(path.accepted().day())}</td>
          </tr>
        </c:forEach>
      </tbody>
    </table>
    <p>Of these, duplicates: ${desk:count(health.repeated().hour())} in the last hour,
        ${desk:count(health.repeated().day())} in 24 hours.
      <c:if test="${health.again() gt 0}"><span class="badge unsure">Repeated</span> Of the newest 1,000 callbacks
          ${desk:count(health.again())} came more than once: Sinch did not get the first answer, or did not accept it.</c:if></p>
  </section>

  <section aria-labelledby="refused">
    <h2 id="refused">Refused or not stored</h2>
    <c:choose><c:when test="${not health.isAnyTurnedAway()}"><p class="nothing">Nothing in the last 24 hours.</p></c:when>
    <c:otherwise><table class="rows">
      <thead><tr><th scope="col">API</th><th scope="col">Why</th><th scope="col">Last hour</th><th scope="col">24 h</th></tr></thead>
      <tbody>
        <c:forEach items="${health.paths()}" var="path"><c:forEach items="${path.refused()}" var="cause">
          <tr><th scope="row" data-label="API">${path.channel().word()}</th>
          <td data-label="Why"><a href="<c:url value='/refusals'/>">${cause.word()}</a></td>
            <td data-label="Last hour">${desk:count(cause.count().hour())}</td>
            <td data-label="24 hours">${desk:count(cause.count().day())}</td></tr>
        </c:forEach></c:forEach>
        <c:forEach items="${health.notKept()}" var="cause">
          <tr><th scope="row" data-label="API">both</th>
          <td data-label="Why"><span>not stored: ${cause.word()} <small>answered 503, Sinch sends it again</small></span></td>
            <td data-label="Last hour">${desk:count(cause.count().hour())}</td>
            <td data-label="24 hours">${desk:count(cause.count().day())}</td></tr>
        </c:forEach>
      </tbody>
    </table></c:otherwise></c:choose>
  </section>

  <section aria-labelledby="accounts">
    <h2 id="accounts">Calls to Sinch</h2>
    <table class="rows">
      <thead><tr><th scope="col">Account</th><th scope="col">Waiting</th><th scope="col">Oldest waiting message</th>
        <th scope="col">Unsure</th></tr></thead>
      <tbody>
        <c:forEach items="${health.queues()}" var="queue">
          <tr>
            <th scope="row" data-label="Account"><c:out value="${queue.account()}"/></th>
            <td data-label="Waiting">${desk:count(queue.waiting())}${queue.isCapped() ? '+' : ''}</td>
            <td data-label="Oldest"><c:choose><c:when test="${empty queue.oldest()}">none</c:when>
              <c:otherwise>${desk:ago(queue.oldest(), health.at())}</c:otherwise></c:choose></td>
            <td data-label="Unsure">${desk:count(queue.unsure())}</td>
          </tr>
        </c:forEach>
      </tbody>
    </table>
  </section>

  <div class="split">
    <section aria-labelledby="answering">
      <h2 id="answering">Response time</h2>
      <c:choose>
        <c:when test="${health.ack().count() eq 0}"><p class="nothing">No callback was accepted since this server started.</p></c:when>
        <c:when test="${health.ack().isIdle()}"><p class="nothing">No callback was accepted in the last five minutes;
            ${desk:count(health.ack().count())} since it started.</p></c:when>
        <c:otherwise><dl class="facts">
          <div><dt>Median</dt><dd>${desk:lasting(health.ack().median())}</dd></div>
          <div><dt>95 % within</dt><dd>${desk:lasting(health.ack().p95())}</dd></div>
          <div><dt>99 % within</dt><dd>${desk:lasting(health.ack().p99())}</dd></div>
          <div><dt>Slowest</dt><dd>${desk:lasting(health.ack().longest())}</dd></div>
        </dl>
        <p class="meta">From a callback's first byte to its 200, in the last five minutes, on this server alone. It has answered
            ${desk:count(health.ack().count())} since it started.</p></c:otherwise>
      </c:choose>
    </section>
    <section aria-labelledby="clock">
      <h2 id="clock">Clock</h2>
      <c:choose>
        <c:when test="${empty health.clock()}"><p class="nothing">Too few callbacks came in the last hour to tell.</p></c:when>
        <c:otherwise>
          <p><c:if test="${health.clock().isSuspicious()}"><span class="badge unsure">Differs</span> </c:if>Callbacks are signed
              ${desk:lasting(health.clock().median())}
            ${health.clock().median().isNegative() ? 'after' : 'before'} they arrive here, in the median of ${health.clock().samples()}.</p>
          <c:if test="${health.clock().isSuspicious()}"><p>${health.clock().median().isNegative()
              ? 'This server\'s clock is slow. Set it: callbacks from more than five minutes ahead are not accepted.'
                  : 'This server\'s clock is fast, or callbacks come that late.'}</p></c:if>
        </c:otherwise>
      </c:choose>
    </section>
    <section aria-labelledby="work">
      <h2 id="work">Processing</h2>
      <dl class="facts">
        <div><dt>Not processed yet</dt><dd>${desk:count(health.pending().count())}${health.pending().isCapped() ? '+' : ''}<c:if
            test="${not empty health.pending().oldest()}">, the oldest ${desk:ago(health.pending().oldest(), health.at())}</c:if></dd></div>
        <div><dt>No match</dt><dd><a href="<c:url value='/orphans'/>">${desk:count(health.parked().count())}${health.parked().isCapped()
            ? '+'
            : ''}</a><c:if test="${not empty health.parked().oldest()}">, the oldest
                ${desk:ago(health.parked().oldest(), health.at())}</c:if></dd></div>
        <div><dt>Unreadable</dt>
        <dd><a href="<c:url value='/callbacks?state=SHELVED'/>">${desk:count(health.shelved().count())}${health.shelved().isCapped() ? '+'
            : ''}</a></dd></div>
      </dl>
    </section>
    <section aria-labelledby="asking">
      <h2 id="asking">Asking Sinch</h2>
      <c:if test="${not empty health.stopped()}"><p><span class="badge bad">Stopped</span> <c:out value="${health.stopped()}"/></p></c:if>
      <dl class="facts">
        <div><dt>Missing callbacks</dt><dd><a href="<c:url value='/never-came'/>">${desk:count(health.answered())} answered by Sinch,
            ${desk:count(health.open())} still unknown</a></dd></div>
        <div><dt>Questions waiting</dt><dd>${desk:count(health.overdue())}</dd></div>
      </dl>
    </section>
  </div>
</ui:page>
