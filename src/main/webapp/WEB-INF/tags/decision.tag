<%@ tag pageEncoding="UTF-8" description="What a person can do with a submission that Sinch may or may not have"
%><%@ attribute name="path" required="true" description="of the batch"
%><%@ attribute name="submission" required="true" description="its id, which is the client_reference at Sinch"
%><%@ attribute name="call" required="true" type="java.lang.Long" description="which of its calls the page shows: its version"
%><%@ attribute name="elsewhere" required="true" type="java.lang.Boolean"
description="composed for another account: it cannot be sent again"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><div class="decision">
  <p>Look it up at Sinch by its client reference <code>${submission}</code>, then decide:</p>
  <form method="post" action="<c:url value='${path}'/>" class="row">
    <input type="hidden" name="submission" value="${submission}">
    <label for="id-${submission}">Sinch has it, under the batch id
      <input id="id-${submission}" name="provider_id" required maxlength="128" autocomplete="off" spellcheck="false"></label>
    <button name="do" value="adopt">Sinch has it, use this ID</button>
  </form>
  <c:if test="${not elsewhere}"><form method="post" action="<c:url value='${path}'/>" class="row">
    <input type="hidden" name="submission" value="${submission}">
    <input type="hidden" name="call" value="${call}">
    <p>Sinch does not have it. If it has after all, people get the message twice.</p>
    <button name="do" value="resend" class="secondary">Send again</button>
  </form></c:if>
  <form method="post" action="<c:url value='${path}'/>" class="row">
    <input type="hidden" name="submission" value="${submission}">
    <p>Do not send it any more. Reports that still arrive are counted.</p>
    <button name="do" value="give-up" class="secondary outline">Give up</button>
  </form>
</div>
