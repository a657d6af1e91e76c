<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Secrets" menu="secrets">
  <h1>Secrets</h1>
  <p>A callback is accepted if its signature matches one of the secrets of its API. Secrets are never shown.</p>
  <c:if test="${not empty page.fault()}"><div class="summary" role="alert"><p><c:out value="${page.fault()}"/></p></div></c:if>

  <c:forEach items="${page.paths()}" var="path">
    <section aria-labelledby="of-${path.channel().word()}">
      <h2 id="of-${path.channel().word()}">${path.channel() eq 'SMS' ? 'SMS API' : 'Conversation API'}</h2>
      <c:choose>
        <c:when test="${empty path.rows()}"><p class="nothing">None. Signed callbacks of this path are answered 503. Sinch repeats them for
            two days at most.</p></c:when>
        <c:otherwise>
          <table class="rows">
            <thead><tr><th scope="col">Secret</th><th scope="col">Where from</th><th scope="col">Used</th>
            <th scope="col">Safe to remove?</th>
            <th scope="col">Actions</th></tr></thead>
            <tbody>
              <c:forEach items="${path.rows()}" var="row">
                <tr>
                  <th scope="row" data-label="Secret">${row.slot().word()}</th>
                  <td data-label="Where from"><span class="says"><c:choose><c:when test="${empty row.id()}">setting <code><c:out
                      value="${row.name()}"/></code></c:when><c:otherwise><c:out value="${row.name()}"/> by <c:out
                      value="${row.enteredBy()}"/></c:otherwise></c:choose></span></td>
                  <td data-label="Used"><span class="says"><c:choose>
                    <c:when test="${empty row.use()}">–</c:when>
                    <c:when test="${row.use().hits() eq 0}">never, since <ui:time at="${row.use().knownSince()}"/></c:when>
                    <c:otherwise>${desk:count(row.use().hits())} ${row.use().hits() eq 1 ? 'time' : 'times'}, last <ui:time
                        at="${row.use().lastHit()}"/></c:otherwise>
                  </c:choose></span></td>
                  <td data-label="Safe to remove?"><span class="says"><span class="badge ${row.light().tone()}"><svg aria-hidden="true"
                      width="14" height="14"><use
                      href="<c:url value='/assets/icons.svg'/>#${row.light().tone()}"/></svg>${row.light().word()}</span> <small><c:out
                      value="${row.why()}"/></small></span></td>
                  <td data-label="Actions"><c:choose>
                    <c:when test="${empty row.id()}"><small>change the setting</small></c:when>
                    <c:otherwise>
                      <form method="post" action="<c:url value='/secrets'/>" class="buttons">
                        <input type="hidden" name="id" value="${row.id()}">
                        <c:if test="${row.slot() eq 'NEXT' and not empty row.use()}"><button name="do" value="promote"
                            class="secondary small">Make current<span class="unseen"> <c:out value="${row.name()}"/></span></button></c:if>
                        <button name="do" value="remove" class="danger small">Remove<span class="unseen"> <c:out
                            value="${row.name()}"/></span></button>
                      </form>
                    </c:otherwise>
                  </c:choose></td>
                </tr>
              </c:forEach>
            </tbody>
          </table>
        </c:otherwise>
      </c:choose>
      <c:if test="${path.basic()}">
        <p><span class="badge unsure">Weaker</span> Unsigned callbacks are accepted with the user and password of
            <code>SMSDESK_SMS_BASIC_USER</code>: this proves neither the body nor the time. Anyone who sees one callback can forge others.
          <c:choose><c:when test="${empty path.password() or path.password().hits() eq 0}">None came yet.</c:when>
          <c:otherwise>${desk:count(path.password().hits())} came, last <ui:time
              at="${path.password().lastHit()}"/>.</c:otherwise></c:choose></p>
      </c:if>
    </section>
  </c:forEach>
  <details>
    <summary>When a secret is safe to remove</summary>
    <p>Sinch tries a callback again for up to 46 hours and may not sign it anew, so an old secret is needed for as long. <em>Safe to
        remove</em> means: it verified no callback for more than
      ${page.spanHours()} hours, while another current or next one of the same path did; an override secret is compared with override
          secrets alone. A setting that both paths read shows the light of the path that needs it more. All servers count together; our own
              self-tests do not count.</p>
  </details>

  <section aria-labelledby="enter">
    <h2 id="enter">Enter a secret</h2>
    <c:choose>
      <c:when test="${not page.canEnter()}">
        <p class="nothing">The setting <code>SMSDESK_SECRETS_KEY</code> is missing, so nothing can be stored here. Set it to what
            <code>openssl rand -base64 32</code> prints, the same on all servers, and restart; or set the secret itself as a setting.</p>
      </c:when>
      <c:otherwise>
        <form method="post" action="<c:url value='/secrets'/>" class="row" autocomplete="off">
          <label for="family">API
            <select id="family" name="family">
              <c:forEach items="${page.paths()}" var="path"><option value="${path.channel()}"<c:if
                  test="${path.channel() eq page.channel()}"> selected</c:if>>${path.channel() eq 'SMS' ? 'SMS API'
                  : 'Conversation API'}</option></c:forEach>
            </select></label>
          <label for="slot">As
            <select id="slot" name="slot">
              <option value="NEXT"<c:if test="${page.slot() eq 'NEXT'}"> selected</c:if>>next: accepted already</option>
              <option value="CURRENT"<c:if test="${page.slot() eq 'CURRENT'}"> selected</c:if>>current: the first one</option>
              <option value="OVERRIDE"<c:if test="${page.slot() eq 'OVERRIDE'}"> selected</c:if>>override (Conversation only)</option>
            </select></label>
          <label for="secret">Secret, exactly as Sinch has it
            <input id="secret" name="secret" type="password" required maxlength="1000" autocomplete="new-password"
                spellcheck="false"></label>
          <label for="blanks"><input id="blanks" name="blanks" type="checkbox" value="yes"> A blank at its beginning or end belongs to
              it</label>
          <button name="do" value="enter">Save secret</button>
        </form>
        <p class="meta">Override is the Conversation app's <code>secret_for_overridden_callback_urls</code>: it signs receipts of messages
            that were sent with a callback_url of their own.</p>
      </c:otherwise>
    </c:choose>
  </section>

  <section aria-labelledby="window">
    <h2 id="window">Rotation window</h2>
    <c:choose>
      <c:when test="${not empty page.window()}">
        <p><span class="badge unsure">Open</span> until <ui:time at="${page.window().endsAt()}"/>, by <c:out
            value="${page.window().openedBy()}"/>. A callback that matches no secret is answered 503, and Sinch sends it again.</p>
        <form method="post" action="<c:url value='/secrets'/>"><button name="do" value="close">Close it now</button></form>
      </c:when>
      <c:otherwise>
        <p>Open it when Sinch changes to a secret that is not entered yet, or when you are not sure. Until it ends, a callback that matches
            no secret is answered 503 instead of 401, so that Sinch sends it again and none is lost.</p>
        <form method="post" action="<c:url value='/secrets'/>" class="row">
          <label for="hours">Hours, 1 to 24 <input id="hours" name="hours" type="number" min="1" max="24" value="4" required></label>
          <button name="do" value="open" class="secondary">Open the window</button>
        </form>
      </c:otherwise>
    </c:choose>
  </section>
</ui:page>
