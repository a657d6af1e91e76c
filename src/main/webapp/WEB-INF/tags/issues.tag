<%@ tag pageEncoding="UTF-8" description="What is wrong with one field, beneath it"
%><%@ attribute name="field" required="true" description="its id"
%><%@ attribute name="of" required="true" type="java.util.List" description="issues"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><c:if test="${not empty of}">
  <ul class="issues" id="${field}-issues">
    <c:forEach items="${of}" var="issue"><li><c:out value="${issue.text()}"/></li></c:forEach>
  </ul>
</c:if>
