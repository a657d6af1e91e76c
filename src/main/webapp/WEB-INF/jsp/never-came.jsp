<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Missing callbacks" menu="callback-health">
  <p class="crumb"><a href="<c:url value='/callback-health'/>">Callback health</a></p>
  <h1>Missing callbacks</h1>
  <p>Recipients without a final state. Sinch is asked for it after 10 minutes, 1, 6 and 24 hours, and 3 days and 1 hour.
    A row disappears when its callback arrives.</p>
  <dl class="tiles">
    <div class="good"><dt>Answered by Sinch</dt><dd>${desk:count(page.known())}${page.isCapped() ? '+' : ''}</dd></div>
    <div class="unsure"><dt>Still unknown</dt><dd>${desk:count(page.unknown())}${page.isCapped() ? '+' : ''}</dd></div>
  </dl>
  <c:if test="${page.isCapped()}"><p class="meta">Counted among the newest ${desk:count(page.tally().total())}.</p></c:if>
  <c:choose>
    <c:when test="${empty page.rows().items()}"><p class="nothing">None: every callback arrived in time.</p></c:when>
    <c:otherwise>
      <table class="rows">
        <thead><tr><th scope="col">Number</th><th scope="col">State</th><th scope="col">Sent</th><th scope="col">Asked</th>
        <th scope="col">Answer</th></tr></thead>
        <tbody>
          <c:forEach items="${page.rows().items()}" var="row">
            <tr>
              <th scope="row" data-label="Number"><span><a
                  href="<c:url value='/batches/${row.batchId()}/recipients/${row.recipientId()}'/>"><ui:number
                  digits="${row.digits()}"/></a>
                <small>of <a href="<c:url value='/batches/${row.batchId()}'/>">this batch</a></small></span></th>
              <td data-label="State"><span><ui:state
                  of="${row.state()}"/> <small>${row.isKnown() ? 'from Sinch, when asked' : 'not final'}</small></span></td>
              <td data-label="Sent"><ui:time at="${row.sent()}"/></td>
              <td data-label="Asked"><span>${row.asks() eq 0 ? 'not yet' : row.asks() eq 1 ? 'once'
                  : desk:count(row.asks()).concat(' times')}<c:if test="${not empty row.asked()}">, last <ui:time
                      at="${row.asked()}"/></c:if></span></td>
              <td data-label="Answer"><span class="says"><c:out value="${desk:say(row.answer())}"/><c:if
                  test="${not row.isKnown()}"> <c:choose>
                <c:when test="${not empty row.again()}">Again <ui:time at="${row.again()}"/>.</c:when>
                <c:otherwise>Sinch is not asked again.</c:otherwise></c:choose></c:if></span></td>
            </tr>
          </c:forEach>
        </tbody>
      </table>
    </c:otherwise>
  </c:choose>
  <ui:more path="/never-came" next="${page.rows().next()}"/>

  <c:if test="${not empty page.strange()}">
    <section aria-labelledby="strange">
      <h2 id="strange">Unreadable inbound messages</h2>
      <p>Sinch listed them when it was asked by date: binary messages, media and unknown formats. If the callback arrived, it is also among
          the
        <a href="<c:url value='/callbacks?state=SHELVED'/>">unreadable callbacks</a>. In all
            ${desk:count(page.strangeCount())}${page.strangeCount() ge 10000 ? '+' : ''}, the newest first.</p>
      <table class="rows">
        <thead><tr><th scope="col">Received by Sinch</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Why</th></tr>
        </thead>
        <tbody>
          <c:forEach items="${page.strange()}" var="row">
            <tr><th scope="row" data-label="Received"><ui:time at="${empty row.acceptedAt() ? row.noticedAt() : row.acceptedAt()}"/></th>
              <td data-label="From"><ui:number digits="${row.sender()}"/></td><td data-label="To"><ui:number
                  digits="${row.addressee()}"/></td>
              <td data-label="Why"><span class="says"><c:out
                  value="${desk:say(row.why())}"/> <details><summary>Raw entry</summary><pre class="raw" tabindex="0"><code><c:out
                  value="${row.json()}"/></code></pre></details></span></td></tr>
          </c:forEach>
        </tbody>
      </table>
    </section>
  </c:if>

  <c:if test="${not empty page.gaps()}">
    <section aria-labelledby="gaps">
      <h2 id="gaps">Outages</h2>
      <p>No server was running, or the database was restored from a backup. Afterwards Sinch was asked for the missing states and for
          inbound messages.</p>
      <table class="rows">
        <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Recipients asked for since</th></tr></thead>
        <tbody>
          <c:forEach items="${page.gaps()}" var="gap">
            <tr><th scope="row" data-label="From"><ui:time at="${gap.began()}"/></th><td data-label="To"><ui:time at="${gap.ended()}"/></td>
              <td data-label="Asked for">${desk:count(gap.asked())}${gap.asked() ge 10000 ? '+' : ''}</td></tr>
          </c:forEach>
        </tbody>
      </table>
    </section>
  </c:if>
</ui:page>
