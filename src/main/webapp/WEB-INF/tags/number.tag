<%@ tag pageEncoding="UTF-8" description="A phone number in groups; a sender that is none as it is"
%><%@ attribute name="digits" required="true"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><span class="number"><c:out value="${desk:number(digits)}"/></span>