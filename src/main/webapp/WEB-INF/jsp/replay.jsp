<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="form" value="${page.form()}"/>
<c:set var="would" value="${page.preview()}"/>
<ui:page title="Reprocess" menu="callbacks">
  <p class="crumb"><a href="<c:url value='/callbacks'/>">Callbacks</a></p>
  <h1>Reprocess callbacks</h1>
  <p>Use it after a fix, or when a new version reads more. First you see what would change. Correct states do not change, and
    processed callbacks stay processed.</p>
  <c:if test="${not empty page.fault()}"><div class="summary" role="alert"><p>Nothing was processed. <c:out
      value="${page.fault()}"/></p></div></c:if>

  <form method="get" action="<c:url value='/replay'/>" class="choose">
    <label for="family">API
      <select id="family" name="family"><option value="">both</option>
        <c:forEach items="${page.channels()}" var="channel"><option value="${channel}"<c:if
            test="${channel.name() eq form.channel()}"> selected</c:if>>${channel.word()}</option></c:forEach></select></label>
    <label for="state">State
      <select id="state" name="state"><option value="">any</option>
        <c:forEach items="${page.states()}" var="state"><option value="${state}"<c:if
            test="${state.name() eq form.state()}"> selected</c:if>>${desk:badge(state).word()}</option></c:forEach></select></label>
    <label for="from">Received from, UTC
      <input id="from" name="from" type="datetime-local" step="1" value="<c:out value='${form.from()}'/>"></label>
    <label for="to">Received before, UTC
      <input id="to" name="to" type="datetime-local" step="1" value="<c:out value='${form.to()}'/>"></label>
    <label for="provider">Batch or message id at Sinch
      <input id="provider" name="provider" maxlength="128" autocomplete="off" value="<c:out value='${form.provider()}'/>"></label>
    <label for="batch">Batch id of SMS Desk
      <input id="batch" name="batch" maxlength="26" autocomplete="off" value="<c:out value='${form.batch()}'/>"></label>
    <c:if test="${not empty form.note()}"><label for="note">Reason, by its code
      <input id="note" name="note" maxlength="500" autocomplete="off" value="<c:out value='${form.note()}'/>"></label></c:if>
    <button name="look" value="1">See what would change</button>
  </form>

  <c:if test="${not empty would}">
    <section aria-labelledby="would" role="status">
      <h2 id="would">What would change</h2>
      <p>${desk:count(would.lookedAt())} ${would.lookedAt() eq 1 ? 'callback' : 'callbacks'} checked<c:if
          test="${would.more()}">, the oldest of more: the others were not checked, but would be reprocessed as well</c:if>.
        <c:if test="${would.isNothing()}"><strong>Nothing would change.</strong></c:if></p>
      <c:if test="${not would.isNothing()}">
        <dl class="facts">
          <div><dt>Reports that would be new</dt><dd>${desk:count(would.newReports())}</dd></div>
          <div><dt>Inbound messages that would be new</dt><dd>${desk:count(would.newInbound())}</dd></div>
          <div><dt>Recipients that would change</dt><dd>${desk:count(would.recipients())}</dd></div>
        </dl>
        <c:if test="${not empty would.turns()}">
          <table class="counts">
            <thead><tr><th scope="col">Callbacks from</th><th scope="col">to</th><th scope="col">How many</th></tr></thead>
            <tbody><c:forEach items="${would.turns()}" var="turn"><tr><td><ui:state of="${turn.key.from()}"/></td>
            <td><ui:state of="${turn.key.to()}"/></td><td>${desk:count(turn.value)}</td></tr></c:forEach></tbody>
          </table>
        </c:if>
        <c:if test="${not empty would.shifts()}">
          <table class="counts">
            <thead><tr><th scope="col">Recipients from</th><th scope="col">to</th><th scope="col">How many</th></tr></thead>
            <tbody><c:forEach items="${would.shifts()}" var="shift"><tr><td><ui:state of="${shift.key.from()}"/></td>
            <td><ui:state of="${shift.key.to()}"/></td><td>${desk:count(shift.value)}</td></tr></c:forEach></tbody>
          </table>
          <table class="rows">
            <thead><tr><th scope="col">Recipient</th><th scope="col">From</th><th scope="col">To</th></tr></thead>
            <tbody><c:forEach items="${would.moves()}" var="move"><tr>
              <th scope="row" data-label="Recipient"><a
                  href="<c:url value='/batches/${move.batchId()}/recipients/${move.recipientId()}'/>"><ui:number
                  digits="${move.digits()}"/></a></th>
              <td data-label="From"><ui:state of="${move.from()}"/></td><td data-label="To"><ui:state of="${move.to()}"/></td></tr>
              </c:forEach></tbody>
          </table>
          <c:if test="${would.recipients() gt fn:length(would.moves())}"><p>And ${desk:count(would.recipients() - fn:length(would.moves()))}
              more.</p></c:if>
        </c:if>
      </c:if>
      <c:if test="${would.lookedAt() gt 0}">
        <form method="post" action="<c:url value='/replay'/>">
          <input type="hidden" name="family" value="<c:out value='${form.channel()}'/>">
          <input type="hidden" name="state" value="<c:out value='${form.state()}'/>">
          <input type="hidden" name="note" value="<c:out value='${form.note()}'/>">
          <input type="hidden" name="from" value="<c:out value='${form.from()}'/>">
          <input type="hidden" name="to" value="<c:out value='${form.to()}'/>">
          <input type="hidden" name="provider" value="<c:out value='${form.provider()}'/>">
          <input type="hidden" name="batch" value="<c:out value='${form.batch()}'/>">
          <button name="seen" value="1">Reprocess ${would.more() ? 'all of them' : desk:count(would.lookedAt())}</button>
        </form>
      </c:if>
    </section>
  </c:if>

  <section aria-labelledby="shelf">
    <h2 id="shelf">Unreadable callbacks, by reason</h2>
    <c:choose>
      <c:when test="${empty page.shelf()}"><p class="nothing">None.</p></c:when>
      <c:otherwise>
        <p><a role="button" class="secondary small" href="<c:url value='/replay?look=1&state=SHELVED'/>">Reprocess all of them</a></p>
        <table class="rows">
          <thead><tr><th scope="col">Reason</th><th scope="col">Callbacks</th><th scope="col">Action</th></tr></thead>
          <tbody>
            <c:forEach items="${page.shelf()}" var="reason">
              <c:url value="/replay" var="again"><c:param name="look" value="1"/><c:param name="state" value="SHELVED"/><c:param name="note"
                  value="${reason.note()}"/></c:url>
              <tr><th scope="row" data-label="Reason"><c:out value="${desk:say(reason.note())}" default="–"/></th>
                <td data-label="Callbacks">${desk:count(reason.callbacks())}</td>
                <td data-label="Action"><a href="${fn:escapeXml(again)}">Reprocess these<span class="unseen">: <c:out
                    value="${desk:say(reason.note())}"/></span></a></td></tr>
            </c:forEach>
          </tbody>
        </table>
      </c:otherwise>
    </c:choose>
  </section>

  <c:if test="${not empty page.latest()}">
    <section aria-labelledby="latest">
      <h2 id="latest">Earlier runs</h2>
      <table class="rows">
        <thead><tr><th scope="col">When</th><th scope="col">By</th><th scope="col">Which</th><th scope="col">Callbacks</th></tr></thead>
        <tbody>
          <c:forEach items="${page.latest()}" var="run">
            <tr><th scope="row" data-label="When"><a href="<c:url value='/replay/${run.job().id()}'/>"><ui:time
                at="${run.job().askedAt()}"/></a></th>
              <td data-label="By"><c:out value="${run.job().askedBy()}"/></td>
              <td data-label="Which"><span class="says"><c:out value="${run.filter().inWords()}"/></span></td>
              <td data-label="Callbacks">${desk:count(run.job().done())}${run.job().isFinished() ? '' : ' so far'}</td></tr>
          </c:forEach>
        </tbody>
      </table>
    </section>
  </c:if>
</ui:page>
